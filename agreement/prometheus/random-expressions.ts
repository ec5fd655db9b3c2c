import type { Random } from "../nginx/random.ts";

/** Series for the expressions below; some lack labels that others have. */
export const series: readonly string[] = [
  'x{a="1",b="1",c="1"}',
  'x{a="2",b="1"}',
  'y{a="1",b="1",d="1"}',
  'y{a="2",d="2"}',
  'z{a="1"}',
  'h_bucket{a="1",le="1"}',
  'h_bucket{a="1",le="+Inf"}',
];
const labels = ["a", "b", "c", "d"];
const selectors = [
  "x",
  "y",
  "z",
  'x{b="1"}',
  'y{d!=""}',
  'x{a=~"1|2",d=""}',
  'y{b=~".*"}',
  'nope{a="1",b=~"x"}',
  "h_bucket",
];

/** Instant vectors that say something about labels; many cannot be evaluated, for their vectors do not match. */
export function randomExpression(random: Random, depth: number): string {
  if (depth === 0) return random.pick(selectors);
  const inner = (): string => randomExpression(random, depth - 1);
  const names = (): string => labels.filter(() => random.chance(0.4)).join(", ");
  switch (random.upTo(10)) {
    case 0:
      return `sum by (${names()}) (${inner()})`;
    case 1:
      return `max without (${names()}) (${inner()})`;
    case 2:
      return random.pick([`topk(2, ${inner()})`, `count(${inner()})`, `count_values("d", ${inner()})`]);
    case 3:
      return `(${inner()} ${random.pick(["+", ">=", ">= bool", "=="])} ${inner()})`;
    case 4:
      return `(${inner()} ${random.pick(["*", ">="])} on (${names()}) ${inner()})`;
    case 5:
      return `(${inner()} ${random.pick(["*", ">="])} ignoring (${names()}) ${inner()})`;
    case 6:
      return `(${inner()} * on (${random.pick(["a", "a, b"])}) group_left (${random.pick(["d", "c, d", ""])}) ${inner()})`;
    case 7:
      return `(${inner()} ${random.pick(["and", "or", "unless"])} on (${names()}) ${inner()})`;
    case 8:
      return random.pick([
        `label_replace(${inner()}, "d", "$1", "a", "(.*)")`,
        `label_join(${inner()}, "c", "-", "a", "b")`,
        `histogram_quantile(0.5, ${inner()})`,
      ]);
    case 9:
      return random.pick([`absent(${inner()})`, `(${inner()} > 0)`, `-${inner()}`, `clamp(${inner()}, 0, 1)`]);
    default:
      return random.pick([`max_over_time(${inner()}[3m:1m])`, `vector(scalar(${inner()}))`, `abs(${inner()})`]);
  }
}
