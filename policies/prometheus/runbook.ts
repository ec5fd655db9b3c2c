import { posix } from "node:path";
import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Tree } from "../../checks/read/document.ts";
import type { Rule, RuleFile } from "../../checks/read/prometheus/model.ts";
import { isScalar, type Scalar } from "../../checks/read/yaml/tree.ts";
import { alertsOf } from "./expression/rules-of.ts";

const linked = (name: string, link: string, mark = ""): string =>
  `      - alert: ${name}\n        expr: up == 0\n        annotations:\n          runbook_url: ${link}${mark}\n`;
const group = "groups:\n  - name: g\n    rules:\n";

export default definePolicy({
  id: "prometheus/runbook",
  reads: rulesInUse,
  severity: "error",
  title: "Every runbook that an alert names exists",
  why: "The link is followed at night by someone who does not know the service; a page that was renamed or never written costs the minutes it was meant to save.",
  source: "Prometheus documentation, Alerting practices; Site Reliability Workbook, On-call: playbooks",
  good: [
    {
      "rules/a.yml": `${group}${linked("A", "runbooks/A.md")}${linked("B", "https://docs.example.org/runbooks/B.md#first-look")}`,
      "runbooks/A.md": "# A\n",
      "runbooks/B.md": "# B\n",
    },
    `${group}${linked("A", "https://runbooks.example.org/A")}${linked("B", '"https://wiki.example.org/{{ $labels.alertname }}"')}`,
    `${group}      - alert: A\n        expr: up == 0\n`,
  ],
  bad: [
    {
      "rules/a.yml": `${group}${linked("A", "runbooks/A.md")}${linked("B", "runbooks/B.md", " # ! prometheus/runbook")}`,
      "runbooks/A.md": "# A\n",
    },
    {
      "rules/a.yml": `${group}${linked("A", "https://docs.example.org/runbooks/A.md")}${linked("B", "https://docs.example.org/runbooks/B.md", " # ! prometheus/runbook")}      - alert: C # ! prometheus/runbook\n        expr: up == 0\n        annotations:\n          summary: x\n${linked("D", "https://docs.example.org/runbooks/A.md")}${linked("E", "https://docs.example.org/runbooks/A.md")}`,
      "docs/runbooks/A.md": "# A\n",
    },
  ],
  *judge({ file, blueprint }) {
    const { tree } = blueprint.repository;
    const alerts = [...alertsOf(file)];
    const links = alerts.map((rule) => linkOf(rule)).filter((link) => link !== undefined);
    const usual = links.length > 1 && links.length * 3 >= alerts.length * 2;
    const ours = new Set(
      links.filter((link) => existsInTree(link.text, file, tree)).map((link) => folderOf(link.text)),
    );
    for (const rule of alerts) {
      const link = linkOf(rule);
      if (!link) {
        if (!usual) continue;
        yield {
          met: false,
          at: rule,
          severity: "notice",
          message: `alert "${rule.name.text}" names no runbook, other than most of its file`,
          hint: "add `runbook_url` under `annotations`",
        };
      } else if (existsInTree(link.text, file, tree)) yield { met: true, at: link };
      else if (isRelative(link.text) || ours.has(folderOf(link.text))) {
        yield {
          met: false,
          at: link,
          message: `the runbook of alert "${rule.name.text}" does not exist: no file "${lastSegments(link.text, isRelative(link.text) ? 9 : 2)}" is in the repository`,
          hint: "write the runbook, or correct the link",
        };
      } else yield { met: "unknown", at: link, decidedBy: "a site outside of the repository" };
    }
  },
});

function linkOf(rule: Rule): Scalar | undefined {
  for (const name of ["runbook_url", "runbook", "runbookURL", "playbook_url"]) {
    const value = rule.annotations.get(name)?.value;
    if (isScalar(value) && /^\S+$/.test(value.text) && /[/.]/.test(value.text)) {
      return /\{\{|\$\{/.test(value.text) ? undefined : value;
    }
  }
  return undefined;
}

/** A path of this repository: without a host, and with the ending of a document. */
const isRelative = (link: string): boolean =>
  !/^([a-z][a-z0-9+.-]*:|\/\/|\/)/i.test(link) && /\.(md|adoc|rst|html|txt)(#.*)?$/i.test(link);

const withoutFragment = (link: string): string => link.replace(/[?#].*$/, "");
const folderOf = (link: string): string => posix.dirname(withoutFragment(link));
const lastSegments = (link: string, count: number): string => withoutFragment(link).split("/").slice(-count).join("/");

function existsInTree(link: string, file: RuleFile, tree: Tree): boolean {
  const path = withoutFragment(link);
  if (isRelative(link)) {
    return tree.has(posix.join(posix.dirname(file.source.path), path)) || tree.has(posix.normalize(path));
  }
  return /\.\w+$/.test(path) && endingsOf(tree).has(lastSegments(path, 2));
}

const endings = new WeakMap<Tree, ReadonlySet<string>>();

/** The last two segments of every path, gathered once a tree. */
function endingsOf(tree: Tree): ReadonlySet<string> {
  let found = endings.get(tree);
  if (!found) {
    found = new Set(tree.files.map((path) => lastSegments(path, 2)));
    endings.set(tree, found);
  }
  return found;
}
