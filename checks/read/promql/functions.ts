import type { ValueType } from "./model.ts";

export interface Signature {
  readonly args: readonly ValueType[];
  /** How many arguments more than the required ones may follow, each of the last type; -1: any number. The last of `args` is then optional. */
  readonly optional: number;
  readonly returns: ValueType;
  /** Major versions that know it; absent: all. */
  readonly majors?: readonly number[];
  /** Off unless `--enable-feature=promql-experimental-functions` is given. */
  readonly experimental?: boolean;
}

const of = (args: readonly ValueType[], returns: ValueType = "vector", optional = 0): Signature => ({
  args,
  optional,
  returns,
});
const v: ValueType = "vector";
const m: ValueType = "matrix";
const s: ValueType = "scalar";
const text: ValueType = "string";
const three = { majors: [3], experimental: true };

const ofVector =
  "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp";
const ofMatrix =
  "absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time";
const ofTime = "day_of_month day_of_week day_of_year days_in_month hour minute month year";
const ofMatrixLater =
  "first_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time";

const named = (names: string, signature: Signature): [string, Signature][] =>
  names.split(" ").map((name) => [name, signature]);

/** Every function of Prometheus 2 and 3. Source: "Query functions" of its documentation. */
export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ...named(ofVector, of([v])),
  ...named(ofMatrix, of([m])),
  ...named(ofTime, of([v], v, 1)),
  ...named(ofMatrixLater, { ...of([m]), ...three }),
  ["clamp", of([v, s, s])],
  ["clamp_max", of([v, s])],
  ["clamp_min", of([v, s])],
  ["histogram_fraction", of([s, s, v])],
  ["histogram_quantile", of([s, v])],
  ["histogram_quantiles", { ...of([v, text, s, s], v, 9), ...three }],
  ["holt_winters", { ...of([m, s, s]), majors: [2] }],
  ["double_exponential_smoothing", { ...of([m, s, s]), ...three }],
  ["info", { ...of([v, v], v, 1), ...three }],
  ["label_join", of([v, text, text, text], v, -1)],
  ["label_replace", of([v, text, text, text, text])],
  ["mad_over_time", { ...of([m]), experimental: true }],
  ["pi", of([], s)],
  ["predict_linear", of([m, s])],
  ["quantile_over_time", of([s, m])],
  ["round", of([v, s], v, 1)],
  ["scalar", of([v], s)],
  ["sort_by_label", { ...of([v, text], v, -1), experimental: true }],
  ["sort_by_label_desc", { ...of([v, text], v, -1), experimental: true }],
  ["start_timestamp", { ...of([v]), ...three }],
  ["start", { ...of([], s), ...three }],
  ["end", { ...of([], s), ...three }],
  ["range", { ...of([], s), ...three }],
  ["step", { ...of([], s), ...three }],
  ["time", of([], s)],
  ["vector", of([s])],
]);

export interface Aggregation {
  /** The type of its parameter, if it takes one. */
  readonly param?: ValueType;
  readonly majors?: readonly number[];
  readonly experimental?: boolean;
  /** It picks whole series and keeps their labels. */
  readonly picks?: boolean;
}

/** Source: "Aggregation operators" of the documentation of Prometheus. */
export const aggregations: ReadonlyMap<string, Aggregation> = new Map<string, Aggregation>([
  ...["avg", "count", "group", "max", "min", "stddev", "stdvar", "sum"].map((name): [string, Aggregation] => [
    name,
    {},
  ]),
  ["topk", { param: s, picks: true }],
  ["bottomk", { param: s, picks: true }],
  ["quantile", { param: s }],
  ["count_values", { param: text }],
  ["limitk", { param: s, picks: true, ...three }],
  ["limit_ratio", { param: s, picks: true, ...three }],
]);
