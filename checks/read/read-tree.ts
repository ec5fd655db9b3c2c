import ignore from "ignore";
import type { FileRead } from "../core/report.ts";
import { locate, Source } from "../core/source.ts";
import type { AlertmanagerConfig } from "./alertmanager/model.ts";
import { readAlertmanager } from "./alertmanager/read-alertmanager.ts";
import type { ComposeProject } from "./compose/model.ts";
import { readComposeProjects } from "./compose/read-compose.ts";
import type { DataMap } from "./data-map/model.ts";
import { readDataMap } from "./data-map/read-data-map.ts";
import type { ReadProblem, Tree } from "./document.ts";
import type { DotenvFile } from "./dotenv/model.ts";
import { readDotenv } from "./dotenv/read-dotenv.ts";
import { type FileKind, kindOfFile, mayBeRead } from "./kind-of-file.ts";
import type { NginxFile } from "./nginx/model.ts";
import { readNginx } from "./nginx/read-nginx.ts";
import { openFile, sniff } from "./open-file.ts";
import { hasTemplateLines } from "./placeholder.ts";
import type { PrometheusConfig, RuleFile } from "./prometheus/model.ts";
import { readPrometheus } from "./prometheus/read-prometheus.ts";
import { readRules } from "./prometheus/read-rules.ts";
import type { Reading } from "./reading.ts";
import type { MigrationFile } from "./sql/model.ts";
import { readMigration } from "./sql/read-migration.ts";
import { parseYaml } from "./yaml/parse-yaml.ts";

export interface ReadSettings {
  /** Patterns of .gitignore. */
  readonly ignore: readonly string[];
  /** Sets of Compose files that replace discovery. */
  readonly projects: readonly (readonly string[])[];
  readonly maxFileBytes: number;
}

/** Everything that was read from one tree. */
export interface ReadTree {
  readonly tree: Tree;
  readonly sources: ReadonlyMap<string, Source>;
  readonly files: readonly FileRead[];
  readonly problems: readonly ReadProblem[];
  readonly projects: readonly ComposeProject[];
  readonly nginx: readonly NginxFile[];
  readonly prometheus: readonly PrometheusConfig[];
  readonly rules: readonly RuleFile[];
  readonly alertmanager: readonly AlertmanagerConfig[];
  readonly dotenv: readonly DotenvFile[];
  readonly dataMaps: readonly DataMap[];
  readonly migrations: readonly MigrationFile[];
}

/** Opens every file once and reads it as what it is. A file that cannot be read is a problem; the others go on. */
export function readTree(tree: Tree, settings: ReadSettings): ReadTree {
  return new TreeReading(tree, settings).read();
}

class TreeReading implements ReadTree {
  readonly tree: Tree;
  readonly sources = new Map<string, Source>();
  files: FileRead[] = [];
  readonly problems: ReadProblem[] = [];
  readonly projects: ComposeProject[] = [];
  readonly nginx: NginxFile[] = [];
  readonly prometheus: PrometheusConfig[] = [];
  readonly rules: RuleFile[] = [];
  readonly alertmanager: AlertmanagerConfig[] = [];
  readonly dotenv: DotenvFile[] = [];
  readonly dataMaps: DataMap[] = [];
  readonly migrations: MigrationFile[] = [];
  readonly #settings: ReadSettings;

  constructor(tree: Tree, settings: ReadSettings) {
    this.tree = tree;
    this.#settings = settings;
  }

  read(): this {
    const ignored = ignore().add([...this.#settings.ignore]);
    const files: string[] = [];
    for (const path of this.tree.files) {
      if (ignored.ignores(path)) {
        this.#leave(path, "named under `ignore` in seaworthy.yaml");
        continue;
      }
      files.push(path);
      if (mayBeRead(path)) this.#file(path);
      else this.#leave(path, "no kind of file that is read here");
    }
    for (const file of this.tree.closed)
      this.files.push({ file, status: "unreadable", reason: "the folder may not be opened" });
    for (const path of this.tree.linksOut) this.#leave(path, "a link that leads out of the checked folder");
    this.#compose({ ...this.tree, files });
    return this;
  }

  /** Files that looked like Compose files by one line and that its reader passed over: never silently "read". */
  #resemblingCompose(): void {
    const isPassedOver = ({ kind, status }: FileRead): boolean => kind === "compose" && status === "read";
    const passedOver = this.files.filter(isPassedOver);
    this.files = this.files.filter((one) => !isPassedOver(one));
    for (const { file } of passedOver) {
      const source = this.sources.get(file);
      const broken = source && /^[ \t]+(image|build)[ \t]*:/m.test(source.text) ? brokenYaml(source, "compose") : [];
      if (broken.length > 0) this.#problem(file, "compose", broken);
      else this.#leave(file, "its content is no Compose file");
    }
  }

  /** Compose files are read together: which of them make a project is told by other files too. */
  #compose(tree: Tree): void {
    const files = new Set(tree.files);
    const open = (path: string): Source | undefined => {
      const known = this.sources.get(path);
      if (known || !files.has(path)) return known;
      const opened = openFile(tree, path, this.#settings.maxFileBytes);
      return "source" in opened ? opened.source : undefined;
    };
    const reading = readComposeProjects(tree, open, { projects: this.#settings.projects });
    this.projects.push(...reading.projects);
    const overlays = new Set(reading.unattached.map(({ source }) => source.path));
    const problemsOf = Map.groupBy(reading.problems, ({ at }) => at.source.path);
    const read = new Set(reading.read);
    for (const { file, kind } of this.files) if (kind === "dotenv") read.delete(file);
    this.files = this.files.filter(({ file }) => !read.has(file));
    this.#resemblingCompose();
    for (const path of read) {
      const problems = problemsOf.get(path) ?? [];
      const source = open(path);
      if (source) this.sources.set(path, source);
      if (problems.length > 0 || !overlays.has(path)) this.#problem(path, "compose", problems);
      else
        this.files.push({
          file: path,
          kind: "compose",
          status: "left alone",
          reason: "an overlay that nothing puts on a base file",
        });
    }
  }

  #leave(file: string, reason: string): void {
    this.files.push({ file, status: "left alone", reason });
  }

  #file(path: string): void {
    const opened = openFile(this.tree, path, this.#settings.maxFileBytes);
    if (!("source" in opened)) {
      const kind = kindOfFile(path, sniff(this.tree, path));
      if (!kind || kind === "commands") {
        this.#leave(path, opened.reason);
        return;
      }
      const at = locate(new Source(path, ""), 0, 0);
      this.#problem(path, kind, [
        { kind, at, message: opened.reason, severity: "error", ...(opened.hint && { hint: opened.hint }) },
      ]);
      return;
    }
    const { source } = opened;
    const kind = kindOfFile(path, source.text);
    if (!kind) {
      this.#leave(path, "its content is of no kind that is read here");
      return;
    }
    this.sources.set(path, source);
    this.#problem(path, kind, this.#readAs(kind, source));
  }

  #readAs(kind: FileKind, source: Source): readonly ReadProblem[] {
    switch (kind) {
      case "nginx": {
        const { file, problems } = readNginx(source);
        this.nginx.push(file);
        return problems;
      }
      case "dotenv": {
        const { file, problems } = readDotenv(source);
        this.dotenv.push(file);
        return problems;
      }
      case "prometheus":
        return keep(readPrometheus(source), this.prometheus);
      case "rules":
        return keep(readRules(source), this.rules);
      case "alertmanager":
        return keep(readAlertmanager(source), this.alertmanager);
      case "data-map":
        return keep(readDataMap(source), this.dataMaps);
      case "migration":
        this.migrations.push(readMigration(source));
        return [];
      case "loki":
        return brokenYaml(source, "loki");
      default:
        return [];
    }
  }

  #problem(file: string, kind: FileKind, problems: readonly ReadProblem[]): void {
    // Not spread: a hundred thousand arguments exhaust the stack.
    for (const problem of problems) this.problems.push(problem);
    const failed = problems.some((problem) => problem.severity === "error");
    const left = problems[0];
    if (failed) this.files.push({ file, kind, status: "unreadable", reason: left?.message ?? "" });
    else if (left) this.files.push({ file, kind, status: "left alone", reason: left.message });
    else this.files.push({ file, kind, status: "read" });
  }
}

function keep<M>({ file, problems }: Reading<M>, into: M[]): readonly ReadProblem[] {
  if (file) into.push(file);
  return problems;
}

/** A template is no YAML before it is filled in, which is no fault. */
function brokenYaml(source: Source, kind: FileKind): ReadProblem[] {
  const [broken] = parseYaml(source).problems;
  if (!broken || hasTemplateLines(source.text)) return [];
  return [{ kind, at: broken.at, message: `broken YAML: ${broken.message}`, severity: "error" }];
}
