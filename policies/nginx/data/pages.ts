import type { Directive, Response, Server } from "../../../checks/read/nginx/model.ts";
import { responses } from "../../../checks/read/nginx/responses.ts";
import { inForce } from "./in-force.ts";
import { isForAssets, isForProbes } from "./location-kind.ts";

/** Ordinary responses that may be a page: what nginx takes from disk and what an application makes. */
export const pagesOf = (server: Server): readonly Response[] => responses(server).filter(isPage);

function isPage({ server, status, body, blocks }: Response): boolean {
  const [block] = blocks;
  if (status !== "ordinary" || !block || isForAssets(block) || isForProbes(block)) return false;
  return body === "proxy" || body === "unknown" || (body === "static" && keepsPages(server, block));
}

/**
 * Without a `root` nginx looks into a folder of its own, where no site keeps its pages. And where a file that is not there
 * is left to an application, the application makes the pages and the folder holds pictures and scripts.
 */
function keepsPages({ config }: Server, block: Directive): boolean {
  const hasFolder = ["root", "alias"].some((name) => inForce(config, block, name).length > 0);
  const fallback = inForce(config, block, "try_files").at(-1)?.args.at(-1)?.value ?? "";
  return hasFolder && !/^@|\.php\b/.test(fallback);
}
