import { isDotenvPath, looksLikeDotenv } from "./dotenv/is-dotenv.ts";
import { looksLikeNginx } from "./nginx/looks-like-nginx.ts";
import { looksLikePrometheus, looksLikeRules } from "./prometheus/looks-like.ts";

export type FileKind =
  | "compose"
  | "nginx"
  | "prometheus"
  | "rules"
  | "alertmanager"
  | "dotenv"
  | "data-map"
  | "migration"
  | "loki"
  | "dockerfile"
  | "commands";

/** Endings of templates around a file of another kind: `nginx.conf.j2`, `compose.yml.tmpl`. */
const templateEnding = /\.(j2|jinja2?|erb|tmpl|tpl|gotmpl|template|example|sample|dist|bak|backup|old)$/i;
const never =
  /\.(png|jpe?g|gif|ico|svg|woff2?|ttf|eot|pdf|zip|gz|tgz|jar|lock|map|wasm|mp4|webp|so|class|pyc|min\.js|min\.css)$/i;

/** Files that are worth opening, by name alone; what they are is told by their content. */
export const mayBeRead = (path: string): boolean => !never.test(path) && nameKind(path) !== undefined;

type NameKind = FileKind | "yaml" | "text";

/** Prose that stands beside every program, whatever its folder is called. */
const prose =
  /^(licen[cs]e|copying|copyright|notice|authors|credits|change(s|log)|news|todo|install|maintainers|codeowners|security|contributing)(\.(md|txt|rst|adoc))?$/i;

function nameKind(path: string): NameKind | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (prose.test(name)) return undefined;
  if (isDotenvPath(path)) return "dotenv";
  if (/^(.+\.)?(Dockerfile|Containerfile)(\..+)?$/i.test(name)) return "dockerfile";
  const bare = name.replace(templateEnding, "");
  if (/\.ya?ml$/i.test(bare)) return "yaml";
  if (/\.rules?$/i.test(bare) || /^rules_/.test(name)) return "rules";
  if (/\.sql$/i.test(bare)) return "migration";
  if (/^(GNU)?Makefile$|\.(mk|sh|bash)$|^justfile$|^package\.json$|^README(\.md)?$|^Taskfile/i.test(name))
    return "commands";
  if (/\.(conf|nginx|vhost|inc|cfg)$/i.test(bare) || /nginx/i.test(path)) return "text";
  if (/(^|\/)(sites-(available|enabled)|conf\.d|snippets)\//.test(path)) return "text";
  return undefined;
}

/** What a file is: by its name where that is enough, else by its outermost keys, which a broken file shows too. */
export function kindOfFile(path: string, text: string): FileKind | undefined {
  const byName = nameKind(path);
  if (byName === "dotenv") return looksLikeDotenv(path, text) ? "dotenv" : undefined;
  if (byName === "text") return looksLikeNginx(path, text) ? "nginx" : undefined;
  if (byName !== "yaml" && byName !== "rules") return byName;
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (looksLikePrometheus(path, text)) return "prometheus";
  if (looksLikeRules(path, text)) return "rules";
  if (/^kind\s*:/m.test(text) && /^apiVersion\s*:/m.test(text)) return undefined;
  if (/^receivers\s*:/m.test(text) && /^route\s*:/m.test(text)) return "alertmanager";
  if (/^schema_config\s*:/m.test(text) && /^(limits_config|storage_config|common|auth_enabled)\s*:/m.test(text))
    return "loki";
  if (/^tables\s*:/m.test(text) && /^purposes\s*:/m.test(text)) return "data-map";
  if (/(^|[._-])compose([._-]|$)/.test(name) || /^services\s*:/m.test(text)) return "compose";
  if (/^data[-_]map\.ya?ml/.test(name)) return "data-map";
  if (/^alertmanager\.ya?ml/.test(name)) return "alertmanager";
  return undefined;
}
