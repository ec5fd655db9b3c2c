import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../checks/core/source.ts";
import { readComposeProjects } from "../checks/read/compose/read-compose.ts";
import { memoryTree } from "../checks/read/trees.ts";
import { type FileSet, formSets, interpolationSets } from "./compose/file-sets.ts";
import { mergedSets, refusedSets } from "./compose/merged-sets.ts";
import { askCompose } from "./compose/running-compose.ts";
import { viewOfModel } from "./compose/view-of-model.ts";

/** What this reader and `docker compose config` make of the same files must be equal. */
function read({ files, load }: FileSet) {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, new Source(path, text)]));
  return readComposeProjects(memoryTree(files), (path) => sources.get(path), load ? { projects: [load] } : {});
}

for (const set of [...interpolationSets, ...formSets, ...mergedSets]) {
  test(`agrees with Compose: ${set.title}`, async () => {
    const answer = await askCompose(set);
    const { projects, problems } = read(set);
    assert.ok("services" in answer, "refused" in answer ? answer.refused : "");
    assert.deepEqual(
      problems.map(({ message }) => message),
      [],
    );
    assert.equal(projects.length, 1);
    assert.deepEqual(viewOfModel(projects[0]!), answer.services);
  });
}

for (const set of refusedSets) {
  test(`Compose refuses, so there is a problem: ${set.title}`, async () => {
    const answer = await askCompose(set);
    assert.ok("refused" in answer, "Compose accepts it");
    const errors = read(set).problems.filter(({ severity }) => severity === "error");
    assert.notEqual(errors.length, 0, answer.refused);
  });
}
