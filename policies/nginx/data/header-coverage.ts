import { headerOf } from "../../../checks/read/nginx/headers.ts";
import type { Argument, Response, Server } from "../../../checks/read/nginx/model.ts";
import { inForce } from "./in-force.ts";
import { pagesOf } from "./pages.ts";
import { headerName } from "./security-headers.ts";

/** What the pages of one server say of one header. */
export interface HeaderCoverage {
  readonly sent: readonly Response[];
  /** Pages that nginx serves itself and that lack it, those left out that lost it by a nested add_header. */
  readonly missing: readonly Response[];
  /** Who decides about the others: "the upstream". */
  readonly decidedBy: string | undefined;
}

/** A header that stands in for another. Its name is in lower case. */
export interface Alternative {
  readonly name: string;
  counts(value: Argument): boolean;
}

/** `name` in lower case. */
export function coverageOf(server: Server, name: string, instead?: Alternative): HeaderCoverage {
  const sent: Response[] = [];
  const missing: Response[] = [];
  let decidedBy: string | undefined;
  for (const page of pagesOf(server)) {
    const { state, decidedBy: by } = headerOf(page, name);
    if (instead && headerOf(page, instead.name).values.some((value) => instead.counts(value))) {
      sent.push(page);
      continue;
    }
    if (state === "set" || state === "sometimes") sent.push(page);
    else if (state === "unknown" || state === "upstream") decidedBy ??= by ?? "the upstream";
    else if (lostByRedefinition(page, name)) sent.push(page);
    else missing.push(page);
  }
  return { sent, missing, decidedBy };
}

/** A block further out sets it: `nginx/kept-headers` speaks of that. */
const lostByRedefinition = ({ blocks, server }: Response, name: string): boolean =>
  blocks.slice(1).some((block) => inForce(server.config, block, "add_header").some((one) => headerName(one) === name));

/** Such as `location /, location /app`, at most three. */
export function placesOf(pages: readonly Response[]): string {
  const names = [...new Set(pages.map(({ what }) => what))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
