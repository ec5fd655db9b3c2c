import { get, type Mapping, type Node } from "../yaml/tree.ts";
import { booleanOf, scalarOf } from "./interpolated.ts";
import type { Healthcheck, Limits, Logging } from "./model.ts";
import { listOf, pairsOf, placeOf } from "./pairs.ts";

/** `healthcheck` of a service. */
export function healthcheckOf(body: Mapping): Healthcheck | undefined {
  const entry = body.entries.get("healthcheck");
  if (entry?.value.kind !== "map") return undefined;
  const test = get(entry.value, "test");
  const { words, shell } = testOf(test);
  const none = test?.kind === "seq" && listOf(test)[0]?.resolved === "NONE";
  return {
    ...placeOf(entry.key),
    disabled: none || booleanOf(get(entry.value, "disable")) === true,
    test: none ? undefined : words,
    shell,
    testAt: test && placeOf(test),
    interval: scalarOf(get(entry.value, "interval")),
    timeout: scalarOf(get(entry.value, "timeout")),
    startPeriod: scalarOf(get(entry.value, "start_period")),
    retries: scalarOf(get(entry.value, "retries")),
  };
}

/** A text, and a list after `CMD-SHELL`, run in the container's shell; after `CMD` the words run as they are. */
function testOf(test: Node | undefined): { words: readonly string[] | undefined; shell: boolean } {
  const texts: string[] = [];
  for (const item of listOf(test)) {
    if (item.resolved === undefined) return { words: undefined, shell: test?.kind !== "seq" };
    texts.push(item.resolved);
  }
  if (!test || texts.length === 0) return { words: undefined, shell: false };
  if (test.kind !== "seq") return { words: texts, shell: true };
  return { words: texts.slice(1), shell: texts[0] === "CMD-SHELL" };
}

/** `logging` of a service. */
export function loggingOf(body: Mapping): Logging | undefined {
  const entry = body.entries.get("logging");
  if (entry?.value.kind !== "map") return undefined;
  return {
    ...placeOf(entry.key),
    driver: scalarOf(get(entry.value, "driver")),
    options: pairsOf(get(entry.value, "options")),
  };
}

/** The short keys and those of `deploy.resources.limits` mean the same. */
export function limitsOf(body: Mapping): Limits {
  const limits = get(body, "deploy", "resources", "limits");
  return {
    memory: scalarOf(get(limits, "memory") ?? get(body, "mem_limit")),
    cpus: scalarOf(get(limits, "cpus") ?? get(body, "cpus") ?? get(body, "cpu_quota")),
    pids: scalarOf(get(limits, "pids") ?? get(body, "pids_limit")),
  };
}

/** `deploy.replicas`, else `scale`, else 1. */
export function replicasOf(body: Mapping): number | undefined {
  const written = scalarOf(get(body, "deploy", "replicas") ?? get(body, "scale"));
  if (!written) return 1;
  return written.resolved !== undefined && /^\d+$/.test(written.resolved) ? Number(written.resolved) : undefined;
}
