import type { CheckId, FilePlace } from "./finding.ts";
import { type Located, locate, type Source } from "./source.ts";

/** A finding that its owner accepts, with a reason and a last day. */
export interface Suppression {
  readonly check: CheckId;
  readonly reason: string;
  /** ISO date of the last day on which it counts. */
  readonly until: string;
  readonly at: Located;
  /** True where it covers a finding at this place. */
  covers(place: FilePlace): boolean;
}

export interface MalformedSuppression {
  readonly at: Located;
  readonly message: string;
}

const marker = "seaworthy allow";
const comment = /(?:#|--|\/\/|;)[ \t]*seaworthy allow\b([^\r\n]*)/g;
const body = /^[ \t]+([a-z][a-z0-9-]*\/[a-z0-9-]+)[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2})[ \t]*:[ \t]*(\S.*)$/;

/** Comments such as `# seaworthy allow nginx/hsts until 2027-03-31: behind the CDN`, at the end of a line or above it. */
export function suppressionsIn(source: Source): {
  readonly found: Suppression[];
  readonly malformed: MalformedSuppression[];
} {
  const found: Suppression[] = [];
  const malformed: MalformedSuppression[] = [];
  if (!source.text.includes(marker)) return { found, malformed };
  for (const match of source.text.matchAll(comment)) {
    const at = locate(source, match.index, match.index + match[0].length);
    const [, check, until, reason] = body.exec(match[1]!) ?? [];
    if (!check || !until || !reason || !isDate(until)) {
      malformed.push({
        at,
        message: "this suppression is not of the form `seaworthy allow <check> until <YYYY-MM-DD>: <reason>`",
      });
      continue;
    }
    const line = coveredLine(source, match.index);
    found.push({
      check: check as CheckId,
      until,
      reason: reason.trimEnd(),
      at,
      covers: (place) => place.file === source.path && place.range.start.line === line,
    });
  }
  return { found, malformed };
}

/** True for days that exist: `2027-02-30` does not. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Its own line where code stands before the comment, else the next line that is neither empty nor a comment. */
function coveredLine(source: Source, offset: number): number {
  const starts = source.lineStarts();
  const { line } = source.position(offset);
  if (source.text.slice(starts[line - 1], offset).trim() !== "") return line;
  for (let next = line; next < starts.length; next++) {
    const text = source.text.slice(starts[next], starts[next + 1]).trim();
    if (text !== "" && !/^(#|--|\/\/|;)/.test(text)) return next + 1;
  }
  return line;
}
