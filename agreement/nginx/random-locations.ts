import type { Random } from "./random.ts";

const PREFIXES = ["/", "/a", "/a/", "/a/b", "/img/", "/x"];
const EXPRESSIONS = ["\\.html$", "x$", "^/a", "\\.PHP$", "^/(img|a)/(?<rest>.*)", "/b"];

/** A tree of locations that each answer themselves; the document root names the one that did. */
export function randomLocations(random: Random, name: string, roots: string): { text: string; ids: readonly string[] } {
  const ids: string[] = [];
  const root = (): string => {
    const id = `${name}n${ids.length}`;
    ids.push(id);
    return `root ${roots}${id};`;
  };
  // Inside an expression nginx allows expressions alone.
  const locations = (within: string | undefined, depth: number): string => {
    const heads = new Set<string>();
    for (let left = random.upTo(5) + (depth === 0 ? 2 : 0); left > 0; left--) {
      const path = within === undefined ? undefined : random.pick(PREFIXES.filter((each) => each.startsWith(within)));
      if (within === undefined || random.chance(0.4))
        heads.add(`${random.pick(["~", "~*"])} ${random.pick(EXPRESSIONS)}`);
      else if (path !== undefined) heads.add(`${random.pick(["", "", "^~ "])}${path}`);
      if (within !== undefined && random.chance(0.3)) heads.add(`= ${within}${random.pick(["x", "page.html", "b"])}`);
    }
    let text = "";
    const taken = new Set<string>();
    for (const head of heads) {
      const key = head.replace("^~ ", "");
      if (taken.has(key)) continue;
      taken.add(key);
      const isPrefix = !/^[=~]/.test(key);
      const inner = depth < 2 && !head.startsWith("=") ? locations(isPrefix ? key : undefined, depth + 1) : "";
      text += `location ${head} { ${root()} ${inner} return 200 x; }\n`;
    }
    return text;
  };
  const own = root();
  return { text: `server { server_name ${name}; ${own} ${locations("/", 0)} }`, ids };
}
