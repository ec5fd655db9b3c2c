import type { Located } from "../core/source.ts";
import type { ComposeProject, VariableUse } from "../read/compose/model.ts";
import { isDotenvPath, isExampleName } from "../read/dotenv/is-dotenv.ts";
import type { DotenvEntry, DotenvFile } from "../read/dotenv/model.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";

/** One variable that a project's files name, over all of them. */
export interface ProjectVariable {
  readonly name: string;
  readonly uses: readonly [VariableUse, ...VariableUse[]];
  /** `:?` or `?` somewhere: then nothing starts without it. */
  readonly guarded: boolean;
  /** No use would become an empty text by accident: each has a default, an alternative or a guard. */
  readonly optional: boolean;
  /** In a dotenv file that is run. */
  readonly declared: DotenvEntry | undefined;
  /** In an example, commented out or not. */
  readonly documented: DotenvEntry | undefined;
}

/** The variables of a project against the examples beside it. Its range is the project's. */
export interface ProjectVariables extends Located {
  readonly project: ComposeProject;
  readonly variables: ReadonlyMap<string, ProjectVariable>;
  readonly examples: readonly DotenvFile[];
  /** Another example in the repository might be this project's: which one is unknown. */
  readonly otherExamples: boolean;
  /** A service gets a whole dotenv file, so that a name in it need not stand in the Compose file. */
  readonly passedWhole: boolean;
  /** What `seaworthy.yaml` promises is looked for here: of several projects, in the one that knows most of the names. */
  readonly keepsPromises: boolean;
  /** Other texts of the same folder, such as scripts, say this name. */
  saidElsewhere(name: string): boolean;
}

export const projectVariables = defineJoin<ProjectVariables>({
  name: "project-variables",
  from: ["compose", "dotenv"],
  examplePath: "compose.yaml",
  *join(blueprint) {
    const { project, dotenv } = blueprint;
    if (!project) return;
    const examples = dotenv.filter((file) => file.isExample);
    const { source, start, end } = project;
    yield {
      ...{ source, start, end, project, examples },
      variables: variablesOf(project, examples),
      otherExamples: blueprint.repository.hasExamples,
      passedWhole: [...project.services.values()].some((service) => service.envFiles.length > 0),
      keepsPromises: blueprint.repository.promiseKeeper === project,
      saidElsewhere: mentions(blueprint, project),
    };
  },
});

function variablesOf(project: ComposeProject, examples: readonly DotenvFile[]): Map<string, ProjectVariable> {
  const documented = new Map<string, DotenvEntry>();
  for (const file of examples) for (const entry of file.entries) documented.set(entry.name, entry);
  const uses = Map.groupBy(project.variables, ({ name }) => name);
  const variables = new Map<string, ProjectVariable>();
  for (const [name, [first, ...more]] of uses) {
    if (!first) continue;
    const all: ProjectVariable["uses"] = [first, ...more];
    const guarded = all.some(({ operator }) => operator.endsWith("?"));
    variables.set(name, {
      ...{ name, uses: all, guarded },
      optional: guarded || all.every(({ operator }) => operator !== ""),
      declared: project.dotenv.get(name),
      documented: documented.get(name),
    });
  }
  return variables;
}

const maxBytes = 200_000;

/** Scripts, Dockerfiles and templates are no documents of ours, yet they read variables. */
function mentions({ repository }: Blueprint, { directory, files }: ComposeProject): (name: string) => boolean {
  let text: string | undefined;
  const own = new Set(files.map((source) => source.path));
  const read = (): string => {
    let all = "";
    for (const path of repository.files.below(directory)) {
      if (own.has(path) || (isDotenvPath(path) && isExampleName(path))) continue;
      if (
        !/\.(sh|bash|ya?ml|toml|conf|tmpl|template|tpl|mk|ini|json|[cm]?[jt]s|py|go|rb|php|ex|exs|rs|java|cfg)$|(^|\/)(Makefile|Dockerfile[^/]*|justfile)$/i.test(
          path,
        )
      )
        continue;
      const bytes = repository.tree.read(path);
      if (bytes.length <= maxBytes) all += `${new TextDecoder().decode(bytes)}\n`;
      if (all.length > 50 * maxBytes) break;
    }
    return all;
  };
  return (name) => {
    text ??= read();
    return text.includes(name);
  };
}
