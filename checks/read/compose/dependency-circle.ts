import type { Dependency, Service } from "./model.ts";

export interface Link {
  /** Name of the service that waits. */
  readonly of: string;
  readonly need: Dependency;
}

/** Services that wait for each other, or undefined. Without recursion, for a chain may be thousands long. */
export function dependencyCircle(services: ReadonlyMap<string, Service>): readonly Link[] | undefined {
  const waiting = new Map<string, number>();
  const waiters = new Map<string, string[]>();
  for (const [name, service] of services) {
    const needs = service.dependsOn.filter((need) => services.has(need.service));
    waiting.set(name, needs.length);
    for (const { service: need } of needs) {
      const others = waiters.get(need);
      if (others) others.push(name);
      else waiters.set(need, [name]);
    }
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([name]) => name);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    waiting.delete(name);
    for (const waiter of waiters.get(name) ?? []) {
      const count = waiting.get(waiter)! - 1;
      waiting.set(waiter, count);
      if (count === 0) ready.push(waiter);
    }
  }
  const [first] = waiting.keys();
  return first === undefined ? undefined : walk(services, waiting, first);
}

/** Everything that is left waits for something that is left: following it must lead back. */
function walk(services: ReadonlyMap<string, Service>, left: ReadonlyMap<string, number>, from: string): Link[] {
  const links: Link[] = [];
  const places = new Map<string, number>();
  let name = from;
  for (;;) {
    const before = places.get(name);
    if (before !== undefined) return links.slice(before);
    const need = services.get(name)!.dependsOn.find((one) => left.has(one.service))!;
    places.set(name, links.length);
    links.push({ of: name, need });
    name = need.service;
  }
}
