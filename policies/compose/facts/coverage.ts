import type { Judgement } from "../../../checks/core/policy.ts";
import type { Located } from "../../../checks/core/source.ts";
import type { ComposeProject, Service } from "../../../checks/read/compose/model.ts";

interface Lack {
  readonly service: Service;
  readonly at: Located;
}

/** Up to here a service that lacks what others have is told by itself: it was forgotten. More are one decision. */
const mostForgotten = 2;

/**
 * Hardening that most projects lack altogether: said once where no service has it, and at each service that lacks it
 * where nearly all others have it, for there it was forgotten.
 */
export function* forgotten(
  project: ComposeProject,
  having: readonly Located[],
  lacking: readonly Lack[],
  text: {
    readonly all: string;
    readonly one: (name: string) => string;
    readonly others: string;
    readonly hint: string;
  },
): Generator<Judgement> {
  for (const at of having) yield { met: true, at };
  if (lacking.length === 0) return;
  if (lacking.length === 1 || (having.length > 0 && lacking.length <= mostForgotten)) {
    const others = having.length > 0 ? `, though ${text.others}` : "";
    for (const { service, at } of lacking) {
      yield { met: false, at, message: `${text.one(service.name)}${others}`, hint: text.hint };
    }
    return;
  }
  if (having.length === 0) {
    yield { met: false, at: project, message: `no service ${text.all}`, hint: text.hint };
    return;
  }
  const [first, ...more] = lacking;
  yield {
    met: false,
    at: first?.at ?? project,
    message: `${text.one(first?.service.name ?? "")}, the same with ${more.length} more, though ${text.others}`,
    hint: text.hint,
    related: more.map(({ at }) => at),
  };
}
