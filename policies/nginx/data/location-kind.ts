import type { Directive } from "../../../checks/read/nginx/model.ts";

const assetPath =
  /^\/?(static|assets?|_next|_nuxt|build|dist|images?|img|icons?|fonts?|css|js|favicon[^/]*|robots\.txt|sitemap[^/]*|\.well-known|media|uploads?|system|files|downloads?|storage|avatars|attachments)(\/|$)/i;
const probePath =
  /^\/?(?:(?:nginx|proxy|lb|edge)[-_])?(health[\w-]*|ping|livez|readyz|up|status|nginx[_-]status|stub[_-]status|basic[_-]status|server-status|metrics|[45][0-9x]{2}\.html)(\/|$)/i;
const assetExtension = /\b(css|m?js|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|otf|map|mp4|pdf|gz|zip)\b/i;

/** A location for style sheets, pictures, uploads and the like: no page of the site. */
export const isForAssets = (block: Directive): boolean =>
  anyLocation(block, (path, regex) =>
    regex
      ? (assetExtension.test(path) && !/\b(html?|php)\b/i.test(path)) || firstFolders(path).some(isAssetPath)
      : assetPath.test(path) || assetExtension.test(/\.\w+$/.exec(path)?.[0] ?? ""),
  );

const isAssetPath = (path: string): boolean => assetPath.test(path);

/** `^/(img|fonts)/` stands for both folders. */
function firstFolders(regex: string): readonly string[] {
  const path = regex.replace(/^\^/, "");
  const choice = /^\/?\((?:\?:)?([\w|.-]+)\)/.exec(path)?.[1];
  return choice ? choice.split("|") : [path];
}

/** A location that load balancers and monitoring ask, or that shows an error. */
export const isForProbes = (block: Directive): boolean =>
  anyLocation(block, (path, regex) => !regex && probePath.test(path));

function anyLocation(block: Directive, test: (path: string, regex: boolean) => boolean): boolean {
  for (let one: Directive | undefined = block; one; one = one.parent) {
    if (one.name !== "location") continue;
    const regex = one.args.length > 1 && /^~/.test(one.args[0]?.value ?? "");
    if (test(one.args.at(-1)?.value ?? "", regex)) return true;
  }
  return false;
}
