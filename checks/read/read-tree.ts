import ignore from "ignore";
import type { FileRead } from "../core/report.ts";
import { locate, Source } from "../core/source.ts";
import type { AlertmanagerConfig } from "./alertmanager/model.ts";
import type { ComposeProject } from "./compose/model.ts";
import type { DataMap } from "./data-map/model.ts";
import { readDataMap } from "./data-map/read-data-map.ts";
import type { ReadProblem, Tree } from "./document.ts";
import type { DotenvFile } from "./dotenv/model.ts";
import { readDotenv } from "./dotenv/read-dotenv.ts";
import { type FileKind, kindOfFile, mayBeRead } from "./kind-of-file.ts";
import type { NginxFile } from "./nginx/model.ts";
import { readNginx } from "./nginx/read-nginx.ts";
import { openFile, sniff } from "./open-file.ts";
import type { PrometheusConfig, RuleFile } from "./prometheus/model.ts";
import type { MigrationFile } from "./sql/model.ts";
import { readMigration } from "./sql/read-migration.ts";

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
  readonly files: FileRead[] = [];
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
    for (const path of this.tree.files) {
      if (ignored.ignores(path)) this.#leave(path, "named under `ignore` in seaworthy.yaml");
      else if (mayBeRead(path)) this.#file(path);
      else this.#leave(path, "no kind of file that is read here");
    }
    return this;
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
      case "data-map": {
        const { file, problems } = readDataMap(source);
        if (file) this.dataMaps.push(file);
        return problems;
      }
      case "migration":
        this.migrations.push(readMigration(source));
        return [];
      default:
        return [];
    }
  }

  #problem(file: string, kind: FileKind, problems: readonly ReadProblem[]): void {
    this.problems.push(...problems);
    const failed = problems.some((problem) => problem.severity === "error");
    const left = problems[0];
    if (failed) this.files.push({ file, kind, status: "unreadable", reason: left?.message ?? "" });
    else if (left) this.files.push({ file, kind, status: "left alone", reason: left.message });
    else this.files.push({ file, kind, status: "read" });
  }
}
