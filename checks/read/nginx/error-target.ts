import { bodyOf, deniesEverybody, interceptsErrors, readTryFiles } from "./content.ts";
import { type Draft, describe, statusOf } from "./draft.ts";
import type { ErrorPage } from "./error-pages.ts";
import { matchLocation } from "./match-location.ts";
import type { Directive, Location, Server } from "./model.ts";
import { type Answer, rewritePhase } from "./rewrite-phase.ts";

/** nginx gives up after ten internal redirects. */
const MAX_MOVES = 10;

/** Of the codes after `=`, those that an error page at an address keeps; 302 takes the place of any other. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Follows one error page to the block that answers in the end. */
export class ErrorTarget {
  readonly #server: Server;
  readonly #outermost: readonly Directive[];
  readonly visited = new Set<Location | Server>();

  constructor(server: Server, outermost: readonly Directive[]) {
    this.#server = server;
    this.#outermost = outermost;
  }

  *answers(page: ErrorPage, code: number, from: Directive): Generator<Draft> {
    const { value, variables } = page.target;
    const what = `${code} of ${describe(from)}`;
    if (/^(https?:\/\/|\$)/.test(value)) {
      const isRedirect = typeof page.status === "number" && REDIRECTS.has(page.status);
      const status = isRedirect ? Number(page.status) : 302;
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
    const by = `${what} by ${describe(target.directive)}`;
    if (target !== this.#server) {
      const phase = rewritePhase(target.directive);
      for (const answer of phase.answers) yield answered(answer, status, by);
      for (const variant of phase.variants) yield* this.#content(variant, status, by);
      if (phase.movesTo !== undefined) {
        const next = matchLocation(this.#server, phase.movesTo);
        if (next !== "unknown") yield* this.#follow(next, status, what, moves + 1);
      }
      if (phase.answersAll || phase.movesAll) return;
    }
    yield* this.#content(target.directive, status, by);
    const fallback = bodyOf(target.directive) === "static" ? readTryFiles(target.directive)?.fallback : undefined;
    if (!fallback || "code" in fallback) return;
    const next = "named" in fallback ? this.#named(fallback.named) : matchLocation(this.#server, fallback.uri);
    if (next && next !== "unknown" && next !== target) yield* this.#follow(next, status, what, moves + 1);
  }

  *#content(block: Directive, status: number | "target", what: string): Generator<Draft> {
    const draft = (code: number, body: Draft["body"]): Draft => ({
      what,
      block,
      status: statusOf(code),
      codes: [code],
      body,
    });
    if (deniesEverybody(block, this.#outermost)) {
      yield draft(403, "error page");
      return;
    }
    const body = bodyOf(block);
    const tryFiles = body === "static" ? readTryFiles(block) : undefined;
    if (tryFiles?.mayServe ?? true) yield draft(status === "target" ? 200 : status, body);
    if (status === "target" && body === "proxy") yield { ...draft(500, body), codes: [] };
    // The target can fail too; error pages do not help a second time.
    if (body === "proxy") {
      yield { ...draft(502, "error page"), codes: interceptsErrors(block, this.#outermost) ? [] : [502, 504] };
    }
    if (body === "static" && !tryFiles) {
      const alreadyError = status !== "target" && statusOf(status) === "error";
      yield draft(404, alreadyError ? body : "error page");
    }
    if (tryFiles && "code" in tryFiles.fallback) yield draft(tryFiles.fallback.code, "error page");
  }
}

/** Only `return` with a text, or below 300, sends the status that the error page asked for; the others start anew. */
function answered({ block, code, hasText }: Answer, status: number | "target", what: string): Draft {
  if (code === 444) return { what, block, status: "error", codes: [444], body: "none" };
  const isRedirect = code === undefined || (code >= 300 && code < 400);
  const startsAnew = isRedirect || (!hasText && code >= 400);
  const sent = startsAnew || status === "target" ? (code ?? 302) : status;
  const body = isRedirect ? "redirect" : startsAnew ? "error page" : "return";
  return { what, block, status: statusOf(sent), codes: [sent], body };
}
