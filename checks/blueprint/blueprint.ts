import type { Kind, Promises } from "../core/policy.ts";
import type { Source } from "../core/source.ts";
import type { AlertmanagerConfig } from "../read/alertmanager/model.ts";
import type { ComposeProject } from "../read/compose/model.ts";
import type { DataMap } from "../read/data-map/model.ts";
import type { Tree } from "../read/document.ts";
import type { DotenvFile } from "../read/dotenv/model.ts";
import type { NginxConfig } from "../read/nginx/model.ts";
import type { PrometheusConfig, RuleFile } from "../read/prometheus/model.ts";
import type { MigrationFile } from "../read/sql/model.ts";
import type { VendorSecretFile } from "../read/vendor-secrets/model.ts";
import type { ByPath } from "./by-path.ts";
import type { ContainerFiles } from "./container-files.ts";

/**
 * The documents that belong together: one Compose project and everything its mounts and builds reach. Files that no
 * project reaches form one blueprint of their own, without a project.
 */
export interface Blueprint {
  readonly project: ComposeProject | undefined;
  /** Which files of the repository stand where in its containers. */
  readonly files: ContainerFiles | undefined;
  readonly nginx: readonly NginxConfig[];
  readonly prometheus: readonly PrometheusConfig[];
  readonly rules: readonly RuleFile[];
  readonly alertmanager: readonly AlertmanagerConfig[];
  readonly dotenv: readonly DotenvFile[];
  readonly dataMaps: readonly DataMap[];
  readonly repository: Repository;
}

/** What every blueprint of one run shares. */
export interface Repository {
  readonly tree: Tree;
  /** Every file of the tree. */
  readonly files: ByPath<string>;
  readonly promises: Promises;
  /** Every Compose project of the repository. */
  readonly projects: readonly ComposeProject[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly migrations: readonly MigrationFile[];
  readonly vendorSecrets: readonly VendorSecretFile[];
  readonly hasDataMap: boolean;
  /** It holds an example of a dotenv file somewhere. */
  readonly hasExamples: boolean;
  /** Where what `seaworthy.yaml` promises is looked for: of several projects, the one that knows most of the names. */
  readonly promiseKeeper: ComposeProject | undefined;
}

/** A model made of several documents of one blueprint. One file in this folder defines one join. */
export interface Join<M> extends Kind<M> {
  join(blueprint: Blueprint): Iterable<M>;
}

export const defineJoin = <M>(join: Join<M>): Join<M> => join;

export const isJoin = <M>(kind: Kind<M>): kind is Join<M> => "join" in kind;

/** Answers "every model of this kind"; each join is computed once a blueprint, on first use. */
export function subjectsOf(blueprints: readonly Blueprint[]): <M>(kind: Kind<M>) => readonly M[] {
  const known = new Map<string, readonly unknown[]>();
  return <M>(kind: Kind<M>): readonly M[] => {
    let models = known.get(kind.name) as readonly M[] | undefined;
    if (!models) {
      models = isJoin(kind)
        ? blueprints.flatMap((blueprint) => [...kind.join(blueprint)])
        : [...new Set(blueprints.flatMap((blueprint) => documentsOf(blueprint, kind)))];
      known.set(kind.name, models);
    }
    return models;
  };
}

function documentsOf<M>(blueprint: Blueprint, kind: Kind<M>): readonly M[] {
  const documents: Readonly<Record<string, readonly unknown[]>> = {
    compose: blueprint.project ? [blueprint.project] : [],
    nginx: blueprint.nginx,
    prometheus: blueprint.prometheus,
    rules: blueprint.rules,
    alertmanager: blueprint.alertmanager,
    dotenv: blueprint.dotenv,
    "data-map": blueprint.dataMaps,
    // Of the repository as a whole: the one blueprint without a project gives them.
    "vendor-secrets": blueprint.project ? [] : blueprint.repository.vendorSecrets,
    migration: blueprint.project ? [] : blueprint.repository.migrations,
  };
  const models = documents[kind.name];
  if (!models) throw new TypeError(`no reader makes the kind "${kind.name}", and it is no join`);
  return models as readonly M[];
}
