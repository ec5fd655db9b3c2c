import type { Scalar } from "../yaml/tree.ts";

/**
 * What Compose makes of a scalar where it needs a text (environment, labels, build arguments): a plain number loses its
 * spelling. Measured with `docker compose config` 2.26: `1.10` is "1.1", `0022` is "18", `1e3` is "1000", `12_000` is
 * "12000", `1000000.0` is "1e+06"; `yes`, `on` and `22:22` stay as they are, `2001-01-01` becomes a point in time.
 */
export function goText(scalar: Scalar): string {
  if (scalar.style !== "plain" || scalar.tag) return scalar.text;
  const text = scalar.text;
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase();
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text} 00:00:00 +0000 UTC`;
  if (text.length > 400 || !/^[-+.]?\d/.test(text)) return text;
  const plain = text.replaceAll("_", "");
  const integer = integerOf(plain);
  if (integer !== undefined) return integer;
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return text;
  return floatText(Number(plain));
}

function integerOf(plain: string): string | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/.exec(plain);
  if (!match) return undefined;
  const digits = match[2]!;
  const octal = /^0[oO]?[0-7]+$/.test(digits) ? `0o${digits.replace(/^0[oO]?/, "")}` : digits.toLowerCase();
  const value = BigInt(octal);
  if (value >= 2n ** 64n) return undefined;
  return match[1] === "-" && value !== 0n ? `-${value}` : `${value}`;
}

/** Go's %v: shortest digits, with an exponent of at least two digits below 1e-4 and from 1e6 on. */
function floatText(value: number): string {
  const [mantissa, exponent] = value.toExponential().split("e");
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
