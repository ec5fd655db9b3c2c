import type { Kind } from "../../core/policy.ts";
import type { Located } from "../../core/source.ts";
import type { Defect } from "../defect.ts";
import type { Mapping, Node, Scalar } from "../yaml/tree.ts";

export type MatcherOperator = "=" | "!=" | "=~" | "!~";

/** One matcher, from `match`, `match_re` or `matchers`. */
export interface Matcher extends Located {
  readonly label: string;
  readonly op: MatcherOperator;
  /** Regular expressions are fully anchored by Alertmanager. */
  readonly value: string;
  /** The value is filled in elsewhere (`${X}`, `{{ x }}`): it matches nobody knows what. */
  readonly template: boolean;
}

/** A duration in force on a route, written there or inherited. */
export interface Wait {
  readonly seconds?: number;
  /** Where it is written; absent: Alertmanager's default. */
  readonly at?: Scalar;
}

/** One route. Its range is its mapping; inherited values are already resolved. */
export interface Route extends Located {
  readonly parent?: Route;
  /** In force here: its own, or that of the nearest parent that has one. */
  readonly receiver?: Scalar;
  /** The receiver is written on this route itself. */
  readonly ownReceiver: boolean;
  readonly matchers: readonly Matcher[];
  readonly continue: boolean;
  readonly continueAt?: Scalar;
  /** In force here. `["..."]` groups by every label. */
  readonly groupBy: readonly Scalar[];
  /** Default 30 s. */
  readonly groupWait: Wait;
  /** Default 5 min. */
  readonly groupInterval: Wait;
  /** Default 4 h. */
  readonly repeatInterval: Wait;
  /** Own ones only: they are not inherited. */
  readonly muteTimes: readonly Scalar[];
  readonly activeTimes: readonly Scalar[];
  readonly children: readonly Route[];
  readonly body: Mapping;
}

/** One entry of one `*_configs` list of a receiver. */
export interface Integration extends Located {
  /** "slack", "email", "webhook", "pagerduty", ... : the key without `_configs`. */
  readonly kind: string;
  readonly body: Node;
}

/** It stands at the value of its `name`. */
export interface Receiver extends Located {
  readonly name: Scalar;
  readonly integrations: readonly Integration[];
  readonly body: Mapping;
}

export interface InhibitRule extends Located {
  readonly sources: readonly Matcher[];
  readonly targets: readonly Matcher[];
  readonly equal: readonly Scalar[];
  readonly body: Mapping;
}

/** One entry of `time_intervals` or of the older `mute_time_intervals`. It stands at its name. */
export interface TimeInterval extends Located {
  readonly name: string;
}

/** One Alertmanager configuration. Its range is the document. */
export interface AlertmanagerConfig extends Located {
  readonly root: Mapping;
  readonly global?: Mapping;
  /** Absent where none is written, which is a defect. */
  readonly route?: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibitRules: readonly InhibitRule[];
  readonly timeIntervals: readonly TimeInterval[];
  /** Paths or patterns of template files, relative to the file. */
  readonly templates: readonly Scalar[];
  /** What Alertmanager refuses to load; those of rule "template" it loads, and then fails to send the notification. */
  readonly defects: readonly Defect[];
  /** The file holds placeholders (`{{ x }}` outside notification text, `${X}`) that something else fills in. */
  readonly template: boolean;
}

export const alertmanager: Kind<AlertmanagerConfig> = {
  name: "alertmanager",
  from: ["alertmanager"],
  examplePath: "alertmanager.yml",
};
