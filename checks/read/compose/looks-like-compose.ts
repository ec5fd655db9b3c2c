import { nameOf } from "../repository-path.ts";
import { entriesOf, get, isMapping, type Node } from "../yaml/tree.ts";

const outermost = /^(version|name|include|services|models|networks|volumes|secrets|configs|x-.*)$/;
const ofServices =
  /^(image|build|extends|provider|command|container_name|depends_on|deploy|env_file|environment|healthcheck|labels|networks|ports|profiles|restart|secrets|volumes|user|logging|entrypoint)$/;

/** `compose.yaml`, `docker-compose.prod.yml`, `compose-dev.yml`, templates and examples of them. */
export const isComposeName = (path: string): boolean =>
  /(^|[._-])compose([._-].*)?\.ya?ml(\.[\w-]+)?$/i.test(nameOf(path)) || /\.compose\.ya?ml$/i.test(nameOf(path));

/** Told by the outermost keys, so that `stack.yml` is found and a chart's `values.yaml` with services is not. */
export function looksLikeCompose(path: string, root: Node): boolean {
  if (!isMapping(root) || root.entries.size === 0) return false;
  if (isComposeName(path) && isVersion1(root)) return true;
  for (const name of root.entries.keys()) if (!outermost.test(name)) return false;
  const services = get(root, "services");
  if (isMapping(services)) return isComposeName(path) || entriesOf(services).some(({ value }) => isService(value));
  return isComposeName(path);
}

function isService(node: Node): boolean {
  if (!isMapping(node)) return false;
  for (const name of node.entries.keys()) if (ofServices.test(name)) return true;
  return false;
}

/** Compose 1 before its file version 2: services were the outermost keys. No reader of today takes it. */
export function isVersion1(root: Node): boolean {
  if (!isMapping(root) || root.entries.size === 0) return false;
  for (const [name, { value }] of root.entries) {
    if (outermost.test(name) || !isMapping(value) || !(get(value, "image") || get(value, "build"))) return false;
  }
  return true;
}
