import { folderOf, resolvePath } from "../repository-path.ts";
import { type Entry, entriesOf, get, isMapping, type Mapping, type Node } from "../yaml/tree.ts";
import { resolvedText, scalarOf } from "./interpolated.ts";
import type { Loading, ProjectLoader } from "./load-project.ts";
import { merge } from "./merge.ts";

/** Replaces each service that extends another by the two merged; the key `extends` is gone then. */
export function applyExtends(loader: ProjectLoader, root: Mapping, path: string, loading: Loading): Mapping {
  const services = get(root, "services");
  if (!isMapping(services) || !entriesOf(services).some(({ value }) => get(value, "extends"))) return root;
  const extender = new Extender(loader, loading);
  const entries = new Map<string, Entry>();
  for (const [name, { key, value }] of services.entries) {
    entries.set(name, { key, value: extender.service(services, name, path, []) ?? value });
  }
  return withEntry(root, "services", { ...services, entries });
}

/** Longer chains exhaust the stack; nobody could follow a tenth of it. */
const maxChain = 100;

class Extender {
  readonly #loader: ProjectLoader;
  readonly #loading: Loading;
  /** What a service extends is put together once, however many extend it. */
  readonly #done = new Map<Mapping, Map<string, Node>>();
  #broken = 0;

  constructor(loader: ProjectLoader, loading: Loading) {
    this.#loader = loader;
    this.#loading = loading;
  }

  /** The service with all that it extends, directly and over others. */
  service(services: Mapping, name: string, path: string, chain: readonly string[]): Node | undefined {
    const own = services.entries.get(name)?.value;
    const written = get(own, "extends");
    if (!isMapping(own) || !written) return own;
    const known = this.#done.get(services)?.get(name);
    if (known) return known;
    const link = `${path}#${name}`;
    if (chain.length >= maxChain) {
      this.#broken++;
      this.#loader.problem(written, `more than ${maxChain} services extend one another`, "shorten the chain");
      return without(own, "extends");
    }
    if (chain.includes(link)) {
      this.#broken++;
      this.#loader.problem(written, `service "${name}" extends itself in a circle`, "break the circle");
      return without(own, "extends");
    }
    const before = this.#broken;
    const base = this.#base(services, written, path, [...chain, link]);
    const rest = without(own, "extends");
    const whole = base ? merge(base, rest, ["services", name]) : rest;
    // Within a circle it depends on where one entered.
    if (this.#broken === before) remember(this.#done, services, name, whole);
    return whole;
  }

  #base(services: Mapping, written: Node, path: string, chain: readonly string[]): Node | undefined {
    const target = isMapping(written) ? get(written, "service") : written;
    const file = isMapping(written) ? scalarOf(get(written, "file")) : undefined;
    const name = resolvedText(target);
    if (!target || name === undefined || (file && file.resolved === undefined)) {
      this.#loader.incomplete = true;
      return undefined;
    }
    if (!file) return this.#find(services, target, name, path, chain);
    const directory = this.#loader.directoryOf(written);
    const found = resolvePath(directory, file.resolved!);
    const opened = found === undefined ? undefined : this.#loader.open(found, folderOf(found), file);
    if (found === undefined || !opened) {
      this.#loader.incomplete = true;
      return undefined;
    }
    let root: Mapping | undefined;
    for (const document of opened.roots) {
      const next = this.#loader.interpolate(document, this.#loading.environment);
      root = root ? (merge(root, next) as Mapping) : next;
    }
    const others = get(root, "services");
    if (!isMapping(others)) return this.#missing(target, name, found);
    return this.#find(others, target, name, found, chain);
  }

  #find(services: Mapping, target: Node, name: string, path: string, chain: readonly string[]): Node | undefined {
    if (!services.entries.has(name)) return this.#missing(target, name, path);
    return this.service(services, name, path, chain);
  }

  #missing(target: Node, name: string, path: string): undefined {
    this.#loader.problem(
      target,
      `there is no service "${name}" in ${path} to extend`,
      "correct the name of the service",
    );
    return undefined;
  }
}

function remember(done: Map<Mapping, Map<string, Node>>, services: Mapping, name: string, whole: Node): void {
  const named = done.get(services) ?? new Map<string, Node>();
  done.set(services, named.set(name, whole));
}

function without(node: Mapping, name: string): Mapping {
  const entries = new Map(node.entries);
  entries.delete(name);
  return { ...node, entries };
}

function withEntry(node: Mapping, name: string, value: Node): Mapping {
  const entries = new Map(node.entries);
  entries.set(name, { key: node.entries.get(name)!.key, value });
  return { ...node, entries };
}
