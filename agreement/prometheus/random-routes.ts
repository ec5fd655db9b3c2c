import type { Random } from "../nginx/random.ts";

const labels = ["alertname", "severity", "team", "env"];
const values = ["a", "b", "ab", "abc", "", "a.b"];
const patterns = ["a", "a|b", "a.*", ".*", ".+", "", "b?", "(a|b)c?", "[^a].*", "a\\.b", "A", "(?i)A"];

/** A tree of routes in which every route has a receiver of its own, named by its place. */
export function randomConfig(random: Random): string {
  const receivers: string[] = [];
  const route = (depth: number, indent: string): string => {
    const name = `r${receivers.length}`;
    receivers.push(name);
    const lines = [`receiver: ${name}`];
    if (depth > 0) {
      lines.push(...matchersOf(random));
      if (random.chance(0.3)) lines.push("continue: true");
    }
    const count = depth < 3 ? random.upTo(depth === 0 ? 4 : 2) : 0;
    if (count > 0) lines.push("routes:");
    const own = lines.map((line, index) => (index === 0 ? line : `${indent}${line}`)).join("\n");
    const children = Array.from({ length: count }, () => `${indent}- ${route(depth + 1, `${indent}  `)}`);
    return [own, ...children].join("\n");
  };
  const root = route(0, "  ");
  return `route:\n  ${root}\nreceivers:\n${receivers.map((name) => `- name: ${name}\n`).join("")}`;
}

function matchersOf(random: Random): string[] {
  const kind = random.upTo(2);
  const label = random.pick(labels);
  if (kind === 0) return [`match: {${label}: "${random.pick(values)}"}`];
  if (kind === 1) return [`match_re: {${label}: '${random.pick(patterns)}'}`];
  const count = 1 + random.upTo(1);
  const list = Array.from({ length: count }, () => {
    const op = random.pick(["=", "!=", "=~", "!~"]);
    const value = op.includes("~") ? random.pick(patterns).replaceAll("\\", "\\\\") : random.pick(values);
    return `'${random.pick(labels)}${op}"${value}"'`;
  });
  return [`matchers: [${list.join(", ")}]`];
}

/** An alert; a label with an empty value is left out, for it is no label. */
export function randomLabels(random: Random): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>();
  for (const label of labels) {
    const value = random.pick(values);
    if (value !== "") chosen.set(label, value);
  }
  if (chosen.size === 0) chosen.set("alertname", "a");
  return chosen;
}
