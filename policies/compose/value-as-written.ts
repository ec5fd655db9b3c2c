import { definePolicy } from "../../checks/core/policy.ts";
import { goText } from "../../checks/read/compose/go-text.ts";
import { compose, type EnvironmentEntry, type Interpolated } from "../../checks/read/compose/model.ts";
import { isSensitiveName } from "../../checks/read/sensitive.ts";

export default definePolicy({
  id: "compose/value-as-written",
  reads: compose,
  severity: "error",
  title: "The container gets the value that is written",
  why: "YAML reads 1.10 as a number and hands on 1.1, reads 0123 as octal 83 and a date as a time stamp; in the list form quotes behind = become part of the value, so that a password has two characters more than anybody types.",
  source: "YAML 1.2, chapter 10 (Failsafe, JSON and core schema); Compose specification, “environment”",
  good: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      VERSION: "1.10"
      PORT: 8080
      DEBUG: true
      PHONE: "0123"
      RATIO: 0.5
      EMPTY:
      SINCE: "2026-01-01"
      RANGE: 1-2
      TEXT: yes
      BIG: 12345678901234567890
  two:
    image: acme/api:1.2
    environment:
      - "NAME=two words"
      - 'JSON={"a": "b"}'
      - OPTIONS=-Dname="two words"
      - PATTERN='
      - FLAGS=--one --two
      - PASS
      - TEXT=\${TEXT:-"x"}
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      VERSION: 1.10 # ! compose/value-as-written
      PHONE: 0123 # ! compose/value-as-written
      SINCE: 2026-01-01 # ! compose/value-as-written
      RATIO: 1.0 # ! compose/value-as-written
  two:
    image: acme/api:1.2
    environment:
      - NAME="api" # ! compose/value-as-written
      - TOKEN='x1y2' # ! compose/value-as-written
      - EMPTY="" # ! compose/value-as-written
      - LEVEL = debug # ! compose/value-as-written
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const entry of service.environment.values()) {
        if (entry.from === "env_file" || !entry.value) continue;
        const problem = problemOf(entry);
        if (!problem) yield { met: true, at: entry };
        else {
          yield {
            met: false,
            at: entry.value,
            message: `"${entry.name.trim()}" of service "${service.name}" ${problem.text}`,
            hint: problem.hint,
            severity: problem.severity,
          };
        }
      }
    }
  },
});

interface Problem {
  readonly text: string;
  readonly hint: string;
  readonly severity: "error" | "warning";
}

function problemOf({ name, value, source, key }: EnvironmentEntry): Problem | undefined {
  if (!value) return undefined;
  if (name !== name.trimEnd()) {
    return {
      text: "has a space behind its name: the container gets no variable of that name",
      hint: "write NAME=value without spaces",
      severity: "error",
    };
  }
  const inList = source.text[key.end] !== ":" && source.text.slice(key.end, value.start).trim() === "=";
  if (inList) {
    const quoted = /^(["'])[^"']*\1$/.test(value.raw);
    if (!quoted) return undefined;
    return {
      text: "keeps its quotes: in the list form they are part of the value",
      hint: "put the quotes around the whole item, or leave them out",
      // The program may take them off, and where both sides write them a password agrees all the same.
      severity: "warning",
    };
  }
  if (value.style !== "plain" || value.variables.length > 0) return undefined;
  const becomes = renumbered(value);
  if (!becomes) return undefined;
  const isWhole = /^-?\d+\.0$/.test(value.raw);
  return {
    text: `becomes ${isSensitiveName(name) ? "another text" : becomes} on its way through YAML`,
    hint: "put the value in quotes",
    severity: isWhole ? "warning" : "error",
  };
}

/** What becomes of a plain number or date, where that is another text. */
function renumbered(value: Interpolated): string | undefined {
  const text = goText({ ...value, text: value.raw });
  if (text === value.raw || text.toLowerCase() === value.raw.toLowerCase()) return undefined;
  if (/^0o?[0-7]+$/.test(value.raw)) return `${text} (it is read as octal)`;
  return text.includes("UTC") ? `${text} (it is read as a time)` : text;
}
