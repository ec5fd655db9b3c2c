import { locate } from "../../core/source.ts";
import { bodyOf, deniesEverybody, interceptsErrors, ownErrorCodes, readTryFiles } from "./content.ts";
import { type Draft, describe, statusOf } from "./draft.ts";
import { errorPageFor } from "./error-pages.ts";
import { ErrorTarget } from "./error-target.ts";
import { headersIn, outermostOf } from "./headers.ts";
import { chainOf, effective, effectiveValue } from "./inherit.ts";
import { type Match, matchLocation } from "./match-location.ts";
import type { Directive, Location, Response, Server } from "./model.ts";
import { type Answer, rewritePhase } from "./rewrite-phase.ts";
import { childrenNamed } from "./walk.ts";

const known = new WeakMap<Server, readonly Response[]>();

/** Every way in which a server can answer, each with the headers of the block that finally answers. */
export function responses(server: Server): readonly Response[] {
  let found = known.get(server);
  if (!found) {
    found = new Responses(server).run();
    known.set(server, found);
  }
  return found;
}

const isInternal = (location: Location): boolean => childrenNamed(location.directive, "internal").length > 0;

class Responses {
  readonly #server: Server;
  readonly #outermost: readonly Directive[];
  readonly #found = new Map<string, Response>();
  readonly #done = new Set<Location | Server>();
  readonly #waiting: (Location | Server)[] = [];
  readonly #numbers = new Map<Directive, number>();
  /** Locations that answer only nginx itself (`auth_request`, `mirror`) or that an error page stands for. */
  readonly #spokenFor = new Set<Location | Server>();

  readonly #followed = new Map<Directive, Set<number>>();
  readonly #matches = new Map<string, Match>();

  constructor(server: Server) {
    this.#server = server;
    this.#outermost = outermostOf(server.config);
  }

  run(): readonly Response[] {
    const server = this.#server;
    if (effectiveValue(server.directive, "ssl_reject_handshake") === "on" && server.listens.every((each) => each.ssl))
      return [];
    const phase = rewritePhase(server.directive);
    for (const answer of phase.answers) this.#answer(answer);
    if (phase.answersAll) return [...this.#found.values()];
    for (const location of allLocations(server)) if (!location.named && !isInternal(location)) this.#refer(location);
    if (!coversEverything(server)) this.#refer(server);
    this.#drain();
    this.#referHidden();
    this.#drain();
    return [...this.#found.values()];
  }

  #drain(): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#visit(next);
  }

  /** What an upstream may reach by X-Accel-Redirect: internal locations that nothing else leads to. */
  #referHidden(): void {
    if (![...this.#found.values()].some((response) => response.body === "proxy")) return;
    for (const location of allLocations(this.#server)) {
      if (!location.named && isInternal(location) && !this.#spokenFor.has(location)) this.#refer(location);
    }
  }

  #match(uri: string): Match {
    const match = this.#matches.get(uri) ?? matchLocation(this.#server, uri);
    this.#matches.set(uri, match);
    return match;
  }

  #refer(target: Location | Server | "unknown" | undefined): void {
    if (target === undefined || target === "unknown" || this.#done.has(target)) return;
    this.#done.add(target);
    this.#waiting.push(target);
  }

  #visit(target: Location | Server): void {
    const block = target.directive;
    this.#subrequests(block);
    if (target !== this.#server) {
      const phase = rewritePhase(block);
      for (const answer of phase.answers) this.#answer(answer);
      for (const variant of phase.variants) this.#content(variant, target);
      if (phase.movesTo !== undefined) this.#refer(this.#match(phase.movesTo));
      if (phase.answersAll || phase.movesAll) return;
    }
    this.#content(block, target);
  }

  #subrequests(block: Directive): void {
    for (const name of ["auth_request", "mirror"]) {
      const uri = effectiveValue(block, name, this.#outermost);
      if (!uri?.startsWith("/")) continue;
      const target = this.#match(uri.replace(/\?.*$/s, ""));
      if (target !== "unknown") this.#spokenFor.add(target);
    }
  }

  #answer({ block, code, hasText }: Answer): void {
    const what = `${code ?? "return"} of ${describe(block)}`;
    if (code === 444) this.#add({ what, block, status: "error", codes: [444], body: "none" });
    else if (code !== undefined && code >= 400 && !hasText) this.#error(block, code);
    else {
      const isRedirect = code === undefined || (code >= 300 && code < 400);
      const codes = code === undefined ? [] : [code];
      this.#add({ what, block, status: statusOf(code), codes, body: isRedirect ? "redirect" : "return" });
    }
  }

  #content(block: Directive, target: Location | Server): void {
    const body = bodyOf(block);
    const tryFiles = body === "static" ? readTryFiles(block) : undefined;
    if (tryFiles && "named" in tryFiles.fallback) this.#referNamed(tryFiles.fallback.named);
    if (tryFiles && "uri" in tryFiles.fallback && !tryFiles.fallback.uri.includes("$")) {
      this.#refer(this.#match(tryFiles.fallback.uri));
    }
    const denied = deniesEverybody(block, this.#outermost);
    const moved = body === "static" && !tryFiles && this.#moveToIndex(block, target);
    // Without a root nginx looks into its own folder, where a deployment has nothing.
    const rootless = target === this.#server && effective(block, "root", this.#outermost).length === 0;
    if (!denied && !moved && !(rootless && body === "static") && (tryFiles?.mayServe ?? true)) {
      this.#add({ what: describe(block), block, status: "ordinary", codes: [], body });
    }
    if (body === "proxy" && !denied) this.#upstreamErrors(block);
    // Only a folder without an index is refused, and an exact path is no folder.
    const isOneFile = "modifier" in target && target.modifier === "=" && !target.path.endsWith("/");
    const codes = denied ? new Set([403]) : ownErrorCodes(block, body, this.#outermost, isOneFile);
    for (const inner of childrenNamed(block, "limit_except"))
      if (childrenNamed(inner, "deny").length > 0) codes.add(403);
    for (const code of codes) this.#error(block, code);
  }

  /** `location = /` with static content: the index file is looked up again and may belong to another location. */
  #moveToIndex(block: Directive, target: Location | Server): boolean {
    if (!("modifier" in target) || target.modifier !== "=" || !target.path.endsWith("/")) return false;
    const index = effectiveValue(block, "index", this.#outermost) ?? "index.html";
    const match = this.#match(index.startsWith("/") ? index : target.path + index);
    this.#refer(match);
    return match !== target;
  }

  #referNamed(name: string): void {
    this.#refer(this.#server.locations.find((location) => location.named && location.path === name));
  }

  /** What the upstream says of errors is passed on with the headers of this block, unless nginx steps in. */
  #upstreamErrors(block: Directive): void {
    const intercepted = interceptsErrors(block, this.#outermost);
    const codes = [404, 500].filter((code) => !intercepted || !errorPageFor(block, code, this.#outermost));
    if (intercepted) for (const code of [404, 500]) if (!codes.includes(code)) this.#error(block, code);
    if (codes.length > 0) {
      const what = `errors of the upstream of ${describe(block)}`;
      this.#add({ what, block, status: "error", codes: intercepted ? codes : [], body: "proxy" });
    }
  }

  #error(block: Directive, code: number): void {
    const page = errorPageFor(block, code, this.#outermost);
    // An error page by URI runs through the server's own `return` or `if` again, and error pages do not help twice.
    const again = block === this.#server.directive || block.parent === this.#server.directive;
    const returnsAgain = again && block.name !== "location" && (block.name === "if" || rewritePhase(block).answersAll);
    if (!page || (returnsAgain && page.target.value.startsWith("/"))) {
      this.#add({ what: `${code} of ${describe(block)}`, block, status: "error", codes: [code], body: "error page" });
      return;
    }
    // Where it leads does not depend on where it comes from, but for a redirect, which is sent from there.
    const codes = this.#followed.get(page.directive) ?? new Set<number>();
    this.#followed.set(page.directive, codes);
    if (codes.has(code) && /^[/@]/.test(page.target.value)) return;
    codes.add(code);
    const target = new ErrorTarget(this.#server, this.#outermost);
    for (const draft of target.answers(page, code, block)) this.#add(draft);
    for (const location of target.visited) this.#spokenFor.add(location);
  }

  #add(draft: Draft): void {
    const { block, status, body, codes, what } = draft;
    const number = this.#numbers.get(block) ?? this.#numbers.size;
    this.#numbers.set(block, number);
    const key = `${number} ${status} ${body}${body === "none" ? what : ""}`;
    const before = this.#found.get(key);
    // No codes means any.
    const any = codes.length === 0 || before?.codes.length === 0;
    const all = before && !any ? [...new Set([...before.codes, ...codes])] : any ? [] : codes;
    if (before) {
      this.#found.set(key, { ...before, codes: all });
      return;
    }
    const headers = headersIn(block, draft, this.#server.config);
    const at = locate(block.source, block.start, block.end);
    this.#found.set(key, { server: this.#server, what, at, status, codes, body, blocks: chainOf(block), ...headers });
  }
}

function* allLocations(within: Location | Server): Generator<Location> {
  for (const location of within.locations) {
    yield location;
    yield* allLocations(location);
  }
}

/** Such a location takes whatever no other location takes. */
const coversEverything = (server: Server): boolean =>
  server.locations.some(({ modifier, path }) => {
    if (modifier === "" || modifier === "^~") return path === "/";
    return modifier.startsWith("~") && /^\^?\/?(\(?\.\*\)?\$?)?$/.test(path);
  });
