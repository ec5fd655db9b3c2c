import type { CheckId, Finding, Outcome } from "./finding.ts";
import { outcomeOf } from "./outcome-of.ts";
import { excerptOf, placeOf } from "./place.ts";
import type { Located } from "./source.ts";
import type { MalformedSuppression, Suppression } from "./suppression.ts";

/**
 * What suppressions themselves get wrong: a malformed, expired or unused one hides nothing and misleads its reader.
 * Unused is told only of checks that were judged to the end, which `judged` names.
 */
export function judgeSuppressions(
  suppressions: readonly Suppression[],
  malformed: readonly MalformedSuppression[],
  used: ReadonlySet<Suppression>,
  judged: ReadonlySet<CheckId>,
  today: string,
): Outcome[] {
  if (suppressions.length + malformed.length === 0) return [];
  const expired = suppressions.filter((one) => one.until < today);
  const unused = suppressions.filter((one) => one.until >= today && !used.has(one) && judged.has(one.check));
  return [
    outcomeOf(
      "suppression/well-formed",
      suppressions.length + malformed.length,
      malformed.map((one) => finding("suppression/well-formed", "error", one.at, one.message)),
    ),
    outcomeOf(
      "suppression/current",
      suppressions.length,
      expired.map((one) =>
        finding("suppression/current", "warning", one.at, `this suppression of ${one.check} expired on ${one.until}`),
      ),
    ),
    outcomeOf(
      "suppression/in-use",
      suppressions.length,
      unused.map((one) =>
        finding("suppression/in-use", "warning", one.at, `this suppression of ${one.check} suppresses nothing`),
      ),
    ),
  ];
}

const finding = (check: CheckId, severity: Finding["severity"], at: Located, message: string): Finding => ({
  check,
  severity,
  message,
  hint:
    severity === "error"
      ? "write `# seaworthy allow <check> until <YYYY-MM-DD>: <reason>`"
      : "remove it, or renew its date",
  place: placeOf(at),
  related: [],
  excerpt: excerptOf(at),
});
