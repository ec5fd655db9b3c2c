import type { Located } from "../../core/source.ts";
import type { Defect } from "../defect.ts";

export type ValueType = "scalar" | "vector" | "matrix" | "string";

/** A label, metric or function name where it is written. */
export interface Name extends Located {
  readonly name: string;
}

interface Typed extends Located {
  /** What Prometheus says the expression yields. */
  readonly type: ValueType;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface LabelMatcher extends Located {
  readonly label: Name;
  readonly op: MatchOperator;
  /** Unquoted; `valueAt` covers the quotes. */
  readonly value: string;
  readonly valueAt: Located;
}

/** `offset 5m`, `@ start()`, `@ 1609746000`. */
export interface TimeShift {
  /** Absent where none is written or an expression decides it. */
  readonly offsetSeconds?: number;
  readonly offsetAt?: Located;
  readonly at?: Located;
}

/** `up{job="x"}`. The name may also stand as a matcher of `__name__` or as a quoted name; `metric` covers all three. */
export interface VectorSelector extends Typed, TimeShift {
  readonly kind: "selector";
  readonly metric?: Name;
  /** As written, a matcher of `__name__` included. */
  readonly matchers: readonly LabelMatcher[];
}

/** `up[5m]`. */
export interface MatrixSelector extends Typed, TimeShift {
  readonly kind: "range";
  readonly selector: VectorSelector;
  /** Absent where an expression decides it. */
  readonly rangeSeconds?: number;
  /** What stands between the brackets. */
  readonly rangeAt: Located;
}

/** `(rate(x[1m]))[5m:30s]`. */
export interface Subquery extends Typed, TimeShift {
  readonly kind: "subquery";
  readonly expr: Expression;
  readonly rangeSeconds?: number;
  readonly rangeAt: Located;
  /** Absent: the evaluation interval. */
  readonly stepSeconds?: number;
}

export interface Call extends Typed {
  readonly kind: "call";
  readonly func: Name;
  readonly args: readonly Expression[];
}

export interface Grouping extends Located {
  readonly mode: "by" | "without";
  readonly labels: readonly Name[];
}

/** `sum by (job) (x)`. */
export interface Aggregate extends Typed {
  readonly kind: "aggregate";
  readonly op: Name;
  readonly grouping?: Grouping;
  /** Of `topk`, `quantile`, `count_values` and the like. */
  readonly param?: Expression;
  readonly arg?: Expression;
}

/** `on (a) group_left (b)`. */
export interface Matching extends Located {
  readonly mode: "on" | "ignoring";
  readonly labels: readonly Name[];
  readonly card: "one-to-one" | "many-to-one" | "one-to-many";
  /** Labels in the parentheses of `group_left` or `group_right`. */
  readonly include: readonly Name[];
}

export interface Binary extends Typed {
  readonly kind: "binary";
  /** Lower case. */
  readonly op: Name;
  readonly bool: boolean;
  readonly matching?: Matching;
  readonly lhs: Expression;
  readonly rhs: Expression;
}

export interface Unary extends Typed {
  readonly kind: "unary";
  readonly op: "-" | "+";
  readonly expr: Expression;
}

export interface NumberLiteral extends Typed {
  readonly kind: "number";
  /** A duration counts as its seconds. */
  readonly value: number;
  readonly isDuration: boolean;
}

export interface StringLiteral extends Typed {
  readonly kind: "string";
  readonly value: string;
}

export interface Paren extends Typed {
  readonly kind: "paren";
  readonly expr: Expression;
}

export type Expression =
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Unary
  | NumberLiteral
  | StringLiteral
  | Paren;

/** One PromQL expression. Its range is the YAML scalar; every node stands inside it. */
export interface Query extends Located {
  /** Without YAML's quotes, escapes and folding. */
  readonly text: string;
  /** Absent where the text does not parse, or holds a placeholder that is filled in elsewhere. */
  readonly root?: Expression;
  /** The text is filled in elsewhere (`{{ x }}`, `${X}`), so nothing can be said of it. */
  readonly template: boolean;
  readonly defects: readonly Defect[];
}
