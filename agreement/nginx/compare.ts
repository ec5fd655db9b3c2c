import { headerOf } from "../../checks/read/nginx/headers.ts";
import type { HeaderState, Response, Server } from "../../checks/read/nginx/model.ts";
import { responses } from "../../checks/read/nginx/responses.ts";
import { childrenNamed } from "../../checks/read/nginx/walk.ts";
import type { Answer } from "./running-nginx.ts";

const NAMES = ["x-a", "x-b", "x-c", "x-d"];
const ORDINARY = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308];

/** The responses of the reader that stand for an answer: same block, same status, same maker. */
export function foreseen(server: Server, block: string, answer: Answer): readonly Response[] {
  const fromUpstream = answer.headers.has("x-up");
  return responses(server).filter((response) => {
    const root = childrenNamed(response.blocks[0]!, "root")[0]?.args[0]?.value ?? rootAround(response);
    if (!root.endsWith(`/roots/${block}`)) return false;
    if (answer.status === 0) return response.body === "none";
    const status = ORDINARY.includes(answer.status) ? "ordinary" : "error";
    if (response.status !== status || (response.body === "proxy") !== fromUpstream) return false;
    return response.codes.length === 0 || response.codes.includes(answer.status);
  });
}

/** An `if` without a root of its own has that of its location. */
function rootAround(response: Response): string {
  for (const block of response.blocks) {
    const root = childrenNamed(block, "root")[0]?.args[0]?.value;
    if (root !== undefined) return root;
  }
  return "";
}

/** What is wrong with the headers of one answer, as sentences; empty when they are as foreseen. */
export function differences(response: Response, answer: Answer): readonly string[] {
  const found: string[] = [];
  for (const name of NAMES) {
    const state = headerOf(response, name);
    const received = answer.headers.get(name) ?? [];
    if (!agrees(state, received))
      found.push(`${name} is foreseen as ${describe(state)}, received: [${received.join(", ")}]`);
  }
  return found;
}

/** The upstream of the tests sends `X-A: upstream` and no other of these headers. */
function agrees(state: HeaderState, received: readonly string[]): boolean {
  const own = received.filter((value) => value !== "upstream");
  const upstream = received.length - own.length;
  if (state.state === "sometimes") return true;
  if (state.state === "set") {
    if (!state.besideUpstream && upstream > 0) return false;
    const literal = state.values.filter((value) => value.variables.length === 0).map((value) => value.value);
    return own.length > 0 && own.length <= state.values.length && literal.every((value) => own.includes(value));
  }
  if (own.length > 0 || state.state === "unknown") return false;
  return state.state === "upstream" || upstream === 0;
}

const describe = (state: HeaderState): string => [state.state, ...state.values.map((value) => value.value)].join(" ");
