import { locate, type Source } from "../../core/source.ts";
import type { DefectSink } from "../defect.ts";
import type { ReadProblem } from "../document.ts";
import { hasTemplateLines } from "../placeholder.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Mapping } from "./tree.ts";

/** The outermost mapping of a YAML file of one kind, or why there is none. */
export type OpenedYaml = { readonly root: Mapping } | { readonly problem: ReadProblem };

/** Only the first document counts: Prometheus and Alertmanager read no other. Keys written twice become defects. */
export function openYaml(source: Source, kind: string, sink: DefectSink): OpenedYaml {
  const yaml = parseYaml(source);
  const broken = yaml.problems[0];
  if (broken && hasTemplateLines(source.text)) {
    const message = "left alone: it is a template that is no YAML before it is filled in";
    return { problem: { kind, at: locate(source, 0, 0), message, severity: "notice" } };
  }
  if (broken) return { problem: { kind, at: broken.at, message: `broken YAML: ${broken.message}`, severity: "error" } };
  const root = yaml.documents[0];
  const isEmpty = !root || (root.kind === "scalar" && root.value === null);
  if (isEmpty) {
    const { length } = source.text;
    return { root: { kind: "map", source, start: 0, end: length, entries: new Map() } };
  }
  if (root.kind !== "map") {
    const what = root.kind === "seq" ? "a list" : "a single value";
    return { problem: { kind, at: root, message: `expected a mapping, got ${what}`, severity: "error" } };
  }
  for (const { key, name } of yaml.duplicates) sink.add("duplicate", key, `"${name}" is set twice in one mapping`);
  return { root };
}
