/** What is compared of one service: plain values, sorted, so that two of them can be tested for equality. */
export type View = Readonly<Record<string, unknown>>;

/** Without what is absent or empty: Compose prints some empty lists and leaves others out. */
export function compact(view: View): View {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(view)) {
    if (value === undefined || value === null || value === false) continue;
    if (Array.isArray(value) && value.length === 0 && name !== "command" && name !== "entrypoint") continue;
    if (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0) continue;
    kept[name] = value;
  }
  return kept;
}

export const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

/** Objects compare without regard to order; lists of texts that are sets are sorted by the caller. */
export const portText = (ip: string | undefined, published: string, target: number, protocol: string): string =>
  `${ip ?? ""}:${published}:${target}/${protocol}`;

/** Compose leaves out build arguments that the shell decides. */
export const set = (values: Readonly<Record<string, string | null>>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
