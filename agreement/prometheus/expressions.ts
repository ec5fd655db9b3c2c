/** Expressions that mark the borders of PromQL; which side each is on is for promtool to say. */
export const expressions: readonly string[] = [
  ...["up", "x[300]", "x[1.5h]", "x offset 5", '{"a.b", c="d"}', 'a{"b"="c"}', "foo(x)", "sum(", "a +", "a{b=}"],
  ...["x[5m", 'x{a="b}', "a b", "up == 0 for 5m", 'sort_by_label(x, "a")', "limitk(1, x)", "rate(x)", "rate(x[5m], 3)"],
  ...["topk(x)", "sum(1)", "a and 1", "1 > 2", "a + bool b", "(a + b)[5m]", "{}", 'x{a=~"("}', "x[0s]", "x[5m:0s]"],
  ...["x offset 5m offset 5m", "a)", '"x"', "x[5m]", 'a{b="c",}', "a{,}", "5m", "a > 5m", "x[1_0]", "1_000"],
  ...['up{job!="a"b="c"}', "x{a='\\d'}", 'x{a="\\d"}', "x > on (a) 5", "sum by (a-b) (x)", "absent(x)[5m]"],
  ...["x[5m] @ 5 offset 3s", "mad_over_time(x[5m])", "info(x)", "double_exponential_smoothing(x[5m], 0.1, 0.1)"],
  ...["holt_winters(x[5m], 0.1, 0.1)", "x[5m + 1m]", 'x == "a"', 'a{b!~".*"}', 'a{x="y"}{z="w"}', "a / b[5m]"],
  ...["a + b offset 5m", "-x offset 5m", "-x[5m]", "sum(x) offset 5m", "a > b @ 5", "a @ start()", "-1 ^ 2"],
  ...["a / on (x) group_left (b)", "a # hi", "atan2(x)", "sum(x,)", "avg(x) by (b) by (c)", "SUM(x) BY (a)"],
  ...["Rate(x[5m])", "a and on (x) group_left b", "a * on (x) group_left (x) b", 'label_replace(x, "a", "b", "c")'],
  ...['label_join(x, "a", ",")', 'label_join(x, "a", ",", "b", "c")', "round(x, 1, 2)", "hour()", "hour(x, y)"],
  ...["quantile(x, y)", "count_values(1, x)", "rate(sum(x)[5m:1m])", "rate(sum(x)[5m])", 'x{__name__="y"}'],
  ...['{__name__=~"a.*"}', '{__name__="a", __name__="b"}', "a if b", "# c", "sum without (a,) (x)", "a == bool 1"],
  ...["1 == bool 1", '+"a"', "x[5m] + 1", "a ^ -b", "a:b:c", ":a", "a.b", "0x1F > x", "08 > x", "x offset -5m"],
  ...["x offset 1h30m", "x[1h30]", "x[30m1h]", "sum by (__name__) (x)", "a > 1e", 'a{b="c" c="d"}', 'a{b == "c"}'],
  ...["a === b", "a = 1", "a & b", "a && b", "a || b", "!a", "x[5m]]", "x offset", 'x{a="é"}', "é", "sum(x) by"],
  ...["sum by (x)", "group(x)", "x[5m:]", "x[:5m]", "vector(x)", "scalar(1)", "pi()", "pi", "0and x"],
];

/** Long ones, to be broken in many ways. */
export const seeds: readonly string[] = [
  'sum by (a, b) (rate(x{a="b",c=~"d.*"}[5m] offset 1h)) > bool on (x) group_left (y) -1 and y',
  'histogram_quantile(0.9, sum without (le) (rate(h_bucket{job!~"a|b"}[5m:30s])))',
  'a / on (x, y) group_right () b unless absent(up{job="a"}) or vector(1)',
  'topk(3, count_values("v", label_replace(x, "a", "$1", "b", "(.*)")))',
  "time() - max_over_time(x[1h] @ start()) > 3 ^ -2 % 5",
  "quantile_over_time(0.5, x[1d]) * ignoring (q) clamp(y, 1, 2) atan2 z",
  "predict_linear(n[6h], 4 * 3600) < 0 and on () n{a='',b!='c'} offset -5m",
  "changes(start_seconds[15m]) >= bool scalar(up) and round(x, 0.1) != NaN",
];

/** A rule file with one alert on an expression. */
export const ruleOn = (expr: string): string =>
  `groups: [{name: g, rules: [{alert: A, expr: ${JSON.stringify(expr)}}]}]\n`;
