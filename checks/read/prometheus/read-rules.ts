import { locate, type Source } from "../../core/source.ts";
import { type DefectSink, defectSink } from "../defect.ts";
import { parseQuery } from "../promql/parse-query.ts";
import type { Reading } from "../reading.ts";
import { checkShape } from "../shape/check-shape.ts";
import { openYaml } from "../yaml/open-yaml.ts";
import {
  type Entry,
  get,
  isMapping,
  isScalar,
  itemsOf,
  type Mapping,
  type Node,
  type Scalar,
  textOf,
} from "../yaml/tree.ts";
import { checkRule } from "./check-rule.ts";
import { ruleFileShape } from "./config-shape.ts";
import { parseDuration } from "./duration.ts";
import { type Rule, type RuleFile, type RuleGroup, rules } from "./model.ts";
import { readDuration } from "./read-duration.ts";
import { optional } from "./read-jobs.ts";

/** Reads one file of alerting and recording rules. What Prometheus itself would refuse is in its `defects`. */
export function readRules(source: Source): Reading<RuleFile> {
  const sink = defectSink();
  const legacy = findLegacy(source);
  if (legacy) return legacy;
  const opened = openYaml(source, rules.name, sink);
  if (!("root" in opened)) return { problems: [opened.problem] };
  const { root } = opened;
  checkShape(root, ruleFileShape, sink, "the rule file");
  const template = /\{%|<%|\$\{[A-Z_]+\}/.test(source.text);
  const groups = readGroups(root, sink);
  const { start, end } = root;
  return { file: { source, start, end, root, groups, defects: sink.defects, legacy: false, template }, problems: [] };
}

/** `ALERT Down` or `job:x:sum = sum(x)` at the beginning of a line, which no YAML rule file has. */
function findLegacy(source: Source): Reading<RuleFile> | undefined {
  if (/^groups\s*:/m.test(source.text)) return undefined;
  const match = /^[ \t]*ALERT[ \t]+\w+|^[a-z_:][\w:]*(?:\{[^}\n]*\})?[ \t]*=[ \t]*\S/m.exec(source.text);
  if (!match) return undefined;
  const end = source.text.length;
  const root: Mapping = { kind: "map", source, start: 0, end, entries: new Map() };
  const message = "left alone: its rules are in the syntax of Prometheus 1.x, which no later version loads";
  const at = locate(source, match.index, match.index + match[0].length);
  const hint = "write them as YAML with groups:, or remove the file";
  return {
    file: { source, start: 0, end, root, groups: [], defects: [], legacy: true, template: false },
    problems: [{ kind: rules.name, at, message, hint, severity: "notice" }],
  };
}

function readGroups(root: Mapping, sink: DefectSink): readonly RuleGroup[] {
  const groups: RuleGroup[] = [];
  const names = new Set<string>();
  for (const body of itemsOf(get(root, "groups"))) {
    if (!isMapping(body)) continue;
    const group = readGroup(body, sink);
    if (group.name === "") sink.add("field", group, "a group of rules needs a name");
    else if (names.has(group.name)) sink.add("duplicate", group, `two groups are named "${group.name}"`);
    names.add(group.name);
    groups.push(group);
  }
  return groups;
}

function readGroup(body: Mapping, sink: DefectSink): RuleGroup {
  const nameAt = written(get(body, "name"));
  const at = nameAt ?? body;
  const limit = get(body, "limit");
  const found: Rule[] = [];
  const group: RuleGroup = {
    source: at.source,
    start: at.start,
    end: at.end,
    name: nameAt?.text ?? "",
    ...optional("interval", readDuration(get(body, "interval"))),
    ...(isScalar(limit) && typeof limit.value === "number" && { limit: limit.value }),
    labels: entriesAt(get(body, "labels")),
    rules: found,
    body,
  };
  for (const item of itemsOf(get(body, "rules"))) {
    const rule = isMapping(item) ? readRule(item, group, sink) : undefined;
    if (rule) found.push(rule);
  }
  return group;
}

const noEntries: ReadonlyMap<string, Entry> = new Map();
const entriesAt = (node: Node | undefined): ReadonlyMap<string, Entry> => (isMapping(node) ? node.entries : noEntries);

/** Prometheus takes the name and the expression as written, even the word null. */
const literal = (node: Node | undefined): Scalar | undefined => (isScalar(node) && node.text !== "" ? node : undefined);

const written = (node: Node | undefined): Scalar | undefined => (isScalar(node) && textOf(node) ? node : undefined);

function readRule(body: Mapping, group: RuleGroup, sink: DefectSink): Rule | undefined {
  const alert = literal(get(body, "alert"));
  const record = literal(get(body, "record"));
  const expr = literal(get(body, "expr"));
  const name = alert ?? record;
  if (alert && record) sink.add("field", record, "a rule is either an alert or a record, not both");
  if (!name) sink.add("field", body, "a rule needs alert or record");
  if (!expr) sink.add("field", name ?? body, `${name ? `"${name.text}"` : "a rule"} needs an expr`);
  if (!name || !expr) return undefined;
  const forAt = written(get(body, "for"));
  const keepFiringAt = written(get(body, "keep_firing_for"));
  const query = parseQuery(expr);
  sink.defects.push(...query.defects);
  const rule: Rule = {
    source: name.source,
    start: name.start,
    end: name.end,
    kind: alert ? "alert" : "record",
    name,
    expr,
    query,
    ...optional("forSeconds", forAt ? parseDuration(forAt.text) : 0),
    ...optional("forAt", forAt),
    ...optional("keepFiringSeconds", keepFiringAt && parseDuration(keepFiringAt.text)),
    ...optional("keepFiringAt", keepFiringAt),
    labels: entriesAt(get(body, "labels")),
    annotations: entriesAt(get(body, "annotations")),
    group,
    body,
  };
  checkRule(rule, sink);
  return rule;
}
