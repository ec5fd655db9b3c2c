import type { Directive, Response, Server } from "../../../checks/read/nginx/model.ts";
import { responses } from "../../../checks/read/nginx/responses.ts";
import { inForce } from "./in-force.ts";

const assetPath =
  /^\/?(static|assets?|_next|_nuxt|build|dist|images?|img|icons?|fonts?|css|js|favicon[^/]*|robots\.txt|sitemap[^/]*|\.well-known|health\w*|ping|livez|readyz|up|status|nginx_status|stub_status|metrics|basic_status|server-status)(\/|$)/i;
const assetExtension = /\b(css|m?js|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|otf|map|mp4|pdf|gz|zip)\b/i;

/** A location for style sheets, pictures, probes and the like: no page that a browser shows by itself. */
export function isForAssets(block: Directive): boolean {
  for (let one: Directive | undefined = block; one; one = one.parent) {
    if (one.name !== "location") continue;
    const path = one.args.at(-1)?.value ?? "";
    const regex = one.args.length > 1 && /^~/.test(one.args[0]?.value ?? "");
    if (regex ? assetExtension.test(path) && !/\b(html?|php)\b/i.test(path) : assetPath.test(path)) return true;
    if (!regex && assetExtension.test(/\.\w+$/.exec(path)?.[0] ?? "")) return true;
  }
  return false;
}

/** Ordinary responses that may be a page: what nginx takes from disk and what an application makes. */
export const pagesOf = (server: Server): readonly Response[] =>
  responses(server).filter(
    ({ status, body, blocks }) =>
      status === "ordinary" &&
      (body === "proxy" || body === "unknown" || (body === "static" && hasFolder(server, blocks))) &&
      !isAsset(blocks),
  );

/** Without a `root` nginx looks into a folder of its own, where no site keeps its pages. */
const hasFolder = ({ config }: Server, blocks: readonly Directive[]): boolean =>
  blocks[0] !== undefined && ["root", "alias"].some((name) => blocks[0] && inForce(config, blocks[0], name).length > 0);

const isAsset = (blocks: readonly Directive[]): boolean => blocks[0] !== undefined && isForAssets(blocks[0]);
