/** Things of a repository by their paths, so that what lies in one folder is found without a look at everything else. */
export class ByPath<T> {
  readonly #items: readonly T[];
  readonly #paths: readonly string[];

  /** `items` are in the order of their paths. */
  constructor(items: readonly T[], pathOf: (item: T) => string) {
    this.#items = items;
    this.#paths = items.map(pathOf);
  }

  has(path: string): boolean {
    return this.#paths[this.#firstFrom(path)] === path;
  }

  /** What is at any of these paths or in any folder of these names, each once and in order; "" is the whole repository. */
  below(...paths: readonly string[]): readonly T[] {
    const places = new Set<number>();
    for (const path of paths) {
      if (path === "") return this.#items;
      const exact = this.#firstFrom(path);
      if (this.#paths[exact] === path) places.add(exact);
      const inside = `${path}/`;
      for (let at = this.#firstFrom(inside); this.#paths[at]?.startsWith(inside); at++) places.add(at);
    }
    return [...places].sort((a, b) => a - b).map((place) => this.#items[place]!);
  }

  /** Place of the first path that is not before this one. */
  #firstFrom(path: string): number {
    let low = 0;
    let high = this.#paths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#paths[middle]! < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
