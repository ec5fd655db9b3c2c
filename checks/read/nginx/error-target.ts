import { bodyOf, readTryFiles } from "./content.ts";
import { type Draft, describe, statusOf } from "./draft.ts";
import type { ErrorPage } from "./error-pages.ts";
import { matchLocation } from "./match-location.ts";
import type { Directive, Location, Server } from "./model.ts";
import { rewritePhase } from "./rewrite-phase.ts";

/** nginx gives up after ten internal redirects. */
const MAX_MOVES = 10;

/** Follows one error page to the block that answers in the end. */
export class ErrorTarget {
  readonly #server: Server;
  readonly visited = new Set<Location | Server>();

  constructor(server: Server) {
    this.#server = server;
  }

  *answers(page: ErrorPage, code: number, from: Directive): Generator<Draft> {
    const { value, variables } = page.target;
    const what = `${code} of ${describe(from)}`;
    if (/^(https?:\/\/|\$)/.test(value)) {
      const status = typeof page.status === "number" ? page.status : 302;
      yield { what, block: from, status: statusOf(status), codes: [status], body: "redirect" };
      return;
    }
    const uri = value.replace(/\$\{status\}|\$status\b/g, String(code)).replace(/\?.*$/s, "");
    if (variables.some((name) => name !== "status") || page.target.template) return;
    const first = uri.startsWith("@") ? this.#named(uri.slice(1)) : matchLocation(this.#server, uri);
    if (first === undefined || first === "unknown") return;
    yield* this.#follow(first, page.status === "same" ? code : page.status, what, 0);
  }

  #named(name: string): Location | undefined {
    return this.#server.locations.find((location) => location.named && location.path === name);
  }

  /** `status`: the code that is sent whatever the target says, or "target" where the target decides. */
  *#follow(target: Location | Server, status: number | "target", what: string, moves: number): Generator<Draft> {
    this.visited.add(target);
    if (moves > MAX_MOVES) return;
    const block = target.directive;
    const by = `${what} by ${describe(block)}`;
    const draft = (from: Directive, code: number, body: Draft["body"]): Draft => ({
      what: by,
      block: from,
      status: statusOf(code),
      codes: [code],
      body,
    });
    if (target !== this.#server) {
      const phase = rewritePhase(block);
      for (const { block: from, code, hasText } of phase.answers) {
        if (code === 444) continue;
        const isRedirect = code !== undefined && code >= 300 && code < 400;
        // Only `return` with a text, or below 300, sends what the error page asked for; the others start anew.
        const sent = isRedirect || !hasText ? (code ?? 302) : status === "target" ? (code ?? 200) : status;
        yield draft(from, sent, isRedirect ? "redirect" : hasText ? "return" : "error page");
      }
      if (phase.movesTo !== undefined) {
        const next = matchLocation(this.#server, phase.movesTo);
        if (next !== "unknown") yield* this.#follow(next, status, what, moves + 1);
      }
      if (phase.answersAll || phase.movesAll) return;
    }
    const body = bodyOf(block);
    const tryFiles = body === "static" ? readTryFiles(block) : undefined;
    if (tryFiles?.mayServe ?? true) yield draft(block, status === "target" ? 200 : status, body);
    if (status === "target" && body === "proxy") yield { ...draft(block, 500, body), codes: [] };
    // The target can fail too; error pages do not help a second time.
    if (body === "proxy") yield { ...draft(block, 502, "error page"), codes: [502, 504] };
    if (body === "static" && !tryFiles) yield draft(block, 404, "error page");
    if (!tryFiles) return;
    const { fallback } = tryFiles;
    if ("code" in fallback) yield draft(block, fallback.code, "error page");
    else {
      const next = "named" in fallback ? this.#named(fallback.named) : matchLocation(this.#server, fallback.uri);
      if (next && next !== "unknown" && next !== target) yield* this.#follow(next, status, what, moves + 1);
    }
  }
}
