import type { Severity } from "../../../checks/core/finding.ts";

export interface CspFault {
  readonly message: string;
  readonly hint: string;
  readonly severity: Severity;
}

/** Directive name, lower-case, to its sources. A name that stands twice counts where it stands first. */
export type Csp = ReadonlyMap<string, readonly string[]>;

/** Content Security Policy Level 3, section 6, with what Level 2 and reporting still use. */
const directives: ReadonlySet<string> = new Set(
  `default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src font-src
  connect-src media-src object-src frame-src child-src worker-src manifest-src prefetch-src fenced-frame-src base-uri
  form-action frame-ancestors navigate-to sandbox plugin-types report-uri report-to upgrade-insecure-requests
  block-all-mixed-content require-trusted-types-for trusted-types require-sri-for webrtc referrer reflected-xss`.split(
    /\s+/,
  ),
);

export function parseCsp(text: string): Csp {
  const found = new Map<string, readonly string[]>();
  for (const part of text.split(";")) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources);
  }
  return found;
}

/** Faults of a policy, the worst first. */
export function cspFaults(csp: Csp): readonly CspFault[] {
  const faults = [...syntaxFaults(csp), ...scriptFaults(csp), ...gaps(csp)];
  const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };
  return faults.sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}

function* syntaxFaults(csp: Csp): Generator<CspFault> {
  for (const [name, sources] of csp) {
    if (!directives.has(name)) {
      const message = `there is no directive "${name}", so browsers ignore it`;
      yield { message, hint: "correct its name; directives end with a semicolon", severity: "warning" };
    }
    const bare = sources.find((one) =>
      /^(self|none|unsafe-inline|unsafe-eval|strict-dynamic|nonce-.+|sha(256|384|512)-.+)$/.test(one),
    );
    if (bare !== undefined && /-src|ancestors|base-uri|form-action/.test(name)) {
      const message = `${name} names a host "${shown(bare)}": the keyword needs single quotes`;
      yield { message, hint: `write '${shown(bare)}' in single quotes`, severity: "warning" };
    }
  }
}

/** A nonce or hash is long and of no interest. */
const shown = (source: string): string => source.replace(/^(nonce|sha\d+)-.*/, "$1-...");

/** What a script on the page may be. */
function* scriptFaults(csp: Csp): Generator<CspFault> {
  const name = csp.has("script-src") ? "script-src" : "default-src";
  const sources = csp.get("script-src") ?? csp.get("default-src");
  if (!sources) {
    if (!restrictsLoading(csp)) return;
    const message = "scripts may come from anywhere: neither script-src nor default-src is set";
    yield { message, hint: "add `default-src 'self'`", severity: "warning" };
    return;
  }
  const lower = sources.map((source) => source.toLowerCase());
  const strict = lower.includes("'strict-dynamic'");
  const marked = lower.some((source) => /^'(nonce|sha\d+)-/.test(source));
  if (lower.includes("'unsafe-inline'") && !marked && !strict) {
    const message = `${name} allows 'unsafe-inline': an injected script runs`;
    yield { message, hint: "move inline scripts to files, or allow each by nonce or hash", severity: "warning" };
  }
  const broad = lower.find((source) => /^(\*|https?:|data:|https?:\/\/\*|\*:\*)$/.test(source));
  if (broad !== undefined && !strict) {
    const message = `${name} allows "${broad}": an injected script can be loaded from anywhere`;
    yield { message, hint: "name the hosts that scripts come from", severity: "warning" };
  }
  if (lower.includes("'unsafe-eval'")) {
    const message = `${name} allows 'unsafe-eval': text becomes code`;
    yield { message, hint: "remove it, or replace the library that needs it", severity: "notice" };
  }
  if (lower.some((source) => /^http:\/\//.test(source))) {
    const message = `${name} allows scripts over plain HTTP, which anyone on the way can replace`;
    yield { message, hint: "use https:// sources", severity: "warning" };
  }
}

/** It is about what a page loads; `frame-ancestors` or `upgrade-insecure-requests` alone are another purpose. */
const restrictsLoading = (csp: Csp): boolean => [...csp.keys()].some((name) => name.endsWith("-src"));

function* gaps(csp: Csp): Generator<CspFault> {
  if (!restrictsLoading(csp)) return;
  const missing: string[] = [];
  if (!csp.has("object-src") && !isTight(csp.get("default-src"))) missing.push("object-src");
  const scripts = csp.get("script-src") ?? csp.get("default-src");
  const noScripts = scripts?.length === 1 && scripts[0]?.toLowerCase() === "'none'";
  if (!csp.has("base-uri") && !noScripts) missing.push("base-uri");
  if (missing.length === 0) return;
  const message = `the policy says nothing of ${missing.join(" and ")}, which default-src leaves open`;
  yield { message, hint: `add ${missing.map((name) => `\`${name} 'none'\``).join(" and ")}`, severity: "notice" };
}

const isTight = (sources: readonly string[] | undefined): boolean =>
  sources?.every((source) => /^'(self|none|nonce-.*|sha\d+-.*|strict-dynamic)'$/i.test(source)) ?? false;
