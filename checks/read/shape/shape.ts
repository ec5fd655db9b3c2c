/** What a scalar must be. "secret" and "secret url" are never shown. */
export type ScalarShape =
  | "text"
  | "secret"
  | "integer"
  | "number"
  | "bool"
  | "duration"
  | "size"
  | "http url"
  | "secret url"
  | "label name"
  | "regex"
  | "tls version";

export interface Struct {
  readonly kind: "struct";
  /** As the reference of the program calls it: `scrape_config`. */
  readonly name: string;
  readonly fields: Fields;
  /** Fields that only some major versions know. */
  readonly only: readonly { readonly majors: readonly number[]; readonly fields: Fields }[];
}

export type Shape =
  | ScalarShape
  | "any"
  | Struct
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape; readonly keys: "any" | "label name" };

export type Fields = Readonly<Record<string, Shape>>;

/** The same shape for several fields, named in one text with spaces between them. */
export const each = (shape: Shape, names: string): Fields =>
  Object.fromEntries(names.split(" ").map((name) => [name, shape]));

export const list = (of: Shape): Shape => ({ kind: "list", of });
export const map = (of: Shape, keys: "any" | "label name" = "any"): Shape => ({ kind: "map", of, keys });
export const struct = (name: string, fields: Fields, ...only: Struct["only"]): Struct => ({
  kind: "struct",
  name,
  fields,
  only,
});

/** `^(?!\d)\w+$`: what Prometheus 2 and Alertmanager take for a label; Prometheus 3 takes any UTF-8. */
export const isLabelName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);
