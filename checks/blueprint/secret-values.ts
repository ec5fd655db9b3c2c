import type { Located } from "../core/source.ts";
import { partOf } from "../read/compose/interpolated.ts";
import type { ComposeProject, EnvironmentEntry, Interpolated, Service } from "../read/compose/model.ts";
import type { DotenvFile } from "../read/dotenv/model.ts";
import { isSensitiveName, userInformation } from "../read/sensitive.ts";
import { defineJoin } from "./blueprint.ts";
import { classOf, purposeOf, type SecretClass, type SecretPurpose } from "./secret-class.ts";

/** The text of one secret that stands in a file. Its range is the text, or the value that holds it. */
export interface SecretValue extends Located {
  /** Of the variable; for a password in a URL the variable that holds the URL. */
  readonly name: string;
  /** Compared in memory, never shown. */
  readonly text: string;
  readonly purpose: SecretPurpose;
  readonly class: SecretClass;
  /** "literal" in Compose, "fallback" behind `:-`, "env-file" in a dotenv file. */
  readonly origin: "literal" | "fallback" | "env-file";
  /** Containers that get it; none for what stands in a dotenv file that no service reads. */
  readonly services: readonly Service[];
  readonly inUrl: boolean;
}

/** Every secret whose text the files of one blueprint decide. */
export interface SecretValues {
  readonly project: ComposeProject | undefined;
  readonly values: readonly SecretValue[];
  readonly dotenv: readonly DotenvFile[];
}

export const secretValues = defineJoin<SecretValues>({
  name: "secret-values",
  from: ["compose", "dotenv"],
  examplePath: "compose.yaml",
  *join({ project, dotenv }) {
    const inventory = new Inventory();
    for (const service of project?.services.values() ?? []) inventory.addService(service);
    for (const file of dotenv) inventory.addFile(file);
    yield { project, dotenv, values: inventory.values };
  },
});

interface Found extends SecretValue {
  readonly services: Service[];
}

class Inventory {
  readonly #found = new Map<string, Found>();

  get values(): SecretValue[] {
    return [...this.#found.values()];
  }

  addService(service: Service): void {
    const others = guessesFor(service);
    for (const entry of service.environment.values()) {
      if (!entry.value) continue;
      if (isSensitiveName(entry.name)) this.#addValue(entry, entry.value, false, service, others);
      this.#addUrls(entry, entry.value, service, others);
    }
  }

  /** What stands in a file that is run, whether or not a service of this project reads it. */
  addFile(file: DotenvFile): void {
    if (file.isExample) return;
    for (const { name, value, commentedOut } of file.entries) {
      if (!value || commentedOut || !isSensitiveName(name)) continue;
      this.#add(value, value.text, { name, inUrl: false, origin: "env-file" }, undefined, []);
    }
  }

  #addUrls(entry: EnvironmentEntry, value: Interpolated, service: Service, others: readonly string[]): void {
    for (const { from, to } of userInformation(value.raw)) {
      if (/^@[^/:]*\bexample\.(com|org|net)\b/.test(value.raw.slice(to))) continue;
      const part = partOf(value, from, to);
      const use = value.variables.find(
        ({ fallbackAt }) => fallbackAt && fallbackAt.start <= part.start && part.end <= fallbackAt.end,
      );
      if (!use) this.#addValue(entry, part, true, service, others);
      else if (use.decided === "default" && part.variables.length === 0) {
        this.#add(part, part.raw, { name: use.name, inUrl: true, origin: "fallback" }, service, others);
      }
    }
  }

  #addValue(
    entry: EnvironmentEntry,
    value: Interpolated,
    inUrl: boolean,
    service: Service,
    others: readonly string[],
  ): void {
    const { name } = entry;
    if (value.variables.length === 0) {
      const origin = entry.from === "env_file" ? "env-file" : "literal";
      if (!hasUrl(value.raw) || inUrl) this.#add(value, value.raw, { name, inUrl, origin }, service, others);
      return;
    }
    const [use] = value.variables;
    const alone = value.raw.startsWith("$") && use && use.end - use.start === value.raw.length;
    if (!use || !alone) return;
    if (use.decided === "env-file" && use.value) {
      const what = { name: use.name, inUrl, origin: "env-file" } as const;
      this.#add(use.value.from, use.value.text, what, service, others);
    } else if (use.decided === "default" && use.fallback) {
      if (hasUrl(use.fallback)) return;
      this.#add(use.fallbackAt ?? use, use.fallback, { name: use.name, inUrl, origin: "fallback" }, service, others);
    }
  }

  #add(
    at: Located,
    text: string,
    what: Pick<SecretValue, "name" | "inUrl" | "origin">,
    service: Service | undefined,
    others: readonly string[],
  ): void {
    if (isSwitch.test(text)) return;
    const key = `${at.source.path}:${at.source.position(at.start).line}:${what.inUrl}:${what.name}`;
    const known = this.#found.get(key);
    if (known) {
      if (service && !known.services.includes(service)) known.services.push(service);
      return;
    }
    const purpose = what.inUrl ? "password" : purposeOf(what.name);
    const { source, start, end, earlier } = at;
    this.#found.set(key, {
      ...{ source, start, end, ...(earlier && { earlier }) },
      ...what,
      ...{ text, purpose, class: classOf(text, purpose, purpose === "password" ? others : []) },
      services: service ? [service] : [],
    });
  }
}

/** `ALLOW_EMPTY_PASSWORD: yes`, `RANDOM_ROOT_PASSWORD: 1`: an order, no password. */
const isSwitch = /^(true|false|yes|no|on|off|0|1)$/i;

const hasUrl = (text: string): boolean => userInformation(text).length > 0;

/** What an attacker tries first: names of the service, of its user and of its database. */
function guessesFor(service: Service): string[] {
  const guesses = [service.name, service.image?.familiar ?? "", service.project.name];
  for (const { name, value } of service.environment.values()) {
    if (/(^|_)(USER(NAME)?|LOGIN|DB|DATABASE|NAME)$/i.test(name) && value?.resolved) guesses.push(value.resolved);
  }
  return guesses.filter((guess) => guess.length > 2);
}
