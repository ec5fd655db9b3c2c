import type { Severity } from "../../../checks/core/finding.ts";

/** Six months: the least that the MDN HTTP Observatory accepts. */
const leastSeconds = 15_552_000;
/** One year: the least that the preload list of browsers accepts. */
const leastPreloadSeconds = 31_536_000;

export interface HstsFault {
  readonly message: string;
  readonly hint: string;
  readonly severity: Severity;
}

/** What is wrong with the value of Strict-Transport-Security (RFC 6797, section 6.1). */
export function hstsFault(value: string): HstsFault | undefined {
  const parts = value
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const ages = parts.filter((part) => /^max-age\b/i.test(part));
  const [, seconds] = /^max-age\s*=\s*"?(\d+)"?$/i.exec(ages[0] ?? "") ?? [];
  if (ages.length !== 1 || seconds === undefined || !parts.every(isDirective)) {
    return {
      message: "this value of Strict-Transport-Security is malformed, so browsers ignore it",
      hint: "write `max-age=31536000`, further parts behind a semicolon",
      severity: "warning",
    };
  }
  const age = Number(seconds);
  if (age === 0) {
    const message = "max-age=0 makes browsers forget that this site is reached over TLS alone";
    return { message, hint: "set max-age=31536000 once TLS works", severity: "notice" };
  }
  if (age < leastSeconds) {
    const message = `browsers remember for ${age} s only that this site is reached over TLS alone, less than six months`;
    return { message, hint: "set max-age=31536000", severity: "notice" };
  }
  const has = (name: string): boolean => parts.some((part) => part.toLowerCase() === name);
  if (has("preload") && (!has("includesubdomains") || age < leastPreloadSeconds)) {
    return {
      message: "preload stands without includeSubDomains and a year of max-age: the preload list refuses the site",
      hint: "leave preload out, or add includeSubDomains once every subdomain has TLS",
      severity: "notice",
    };
  }
  return undefined;
}

const isDirective = (part: string): boolean => /^[a-z-]+(\s*=\s*("[^"]*"|[^\s",;]+))?$/i.test(part);
