import type { Judgement } from "../../../checks/core/policy.ts";

type Failure = Extract<Judgement, { met: false }>;

/** So many notes of one policy are told one by one in a project; more are one habit, told once. */
const most = 2;

/** Errors and warnings as they are; of many notices the first, with the places of the others. */
export function* foldedNotices(failures: readonly Failure[]): Generator<Failure> {
  const notices = failures.filter(({ severity }) => severity === "notice");
  for (const failure of failures) if (failure.severity !== "notice") yield failure;
  const [first, ...more] = notices;
  if (!first || notices.length <= most) {
    yield* notices;
    return;
  }
  const related = [...(first.related ?? []), ...more.map(({ at }) => at)];
  yield { ...first, message: `${first.message} (${more.length} more like it in this project)`, related };
}
