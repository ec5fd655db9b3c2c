import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { checkHttpClient, exclusive } from "../prometheus/check-http-client.ts";
import { get, isMapping, isScalar, type Mapping, textOf } from "../yaml/tree.ts";
import type { Integration, Receiver } from "./model.ts";

interface Requirement {
  /** One of these fields must be set. */
  readonly fields: readonly string[];
  /** Or one of these under `global`. */
  readonly globals?: readonly string[];
  /** At most one of `fields` may be set. */
  readonly one?: boolean;
}

const webhookUrl: readonly Requirement[] = [{ fields: ["webhook_url", "webhook_url_file"], one: true }];

/** Source: "Receiver integration settings" of the documentation of Alertmanager. */
const requirements: Readonly<Record<string, readonly Requirement[]>> = {
  email: [
    { fields: ["to"] },
    { fields: ["smarthost"], globals: ["smtp_smarthost"] },
    { fields: ["from"], globals: ["smtp_from"] },
  ],
  slack: [
    {
      fields: ["api_url", "api_url_file", "app_token", "app_token_file"],
      globals: ["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"],
    },
  ],
  webhook: [{ fields: ["url", "url_file"], one: true }],
  pagerduty: [{ fields: ["service_key", "service_key_file", "routing_key", "routing_key_file"] }],
  opsgenie: [{ fields: ["api_key", "api_key_file"], globals: ["opsgenie_api_key", "opsgenie_api_key_file"] }],
  victorops: [
    { fields: ["api_key", "api_key_file"], globals: ["victorops_api_key", "victorops_api_key_file"] },
    { fields: ["routing_key"] },
  ],
  pushover: [
    { fields: ["user_key", "user_key_file"], one: true },
    { fields: ["token", "token_file"], one: true },
  ],
  telegram: [
    { fields: ["bot_token", "bot_token_file"], globals: ["telegram_bot_token", "telegram_bot_token_file"] },
    { fields: ["chat_id", "chat_id_file"] },
  ],
  discord: webhookUrl,
  msteams: webhookUrl,
  msteamsv2: webhookUrl,
  sns: [{ fields: ["topic_arn", "phone_number", "target_arn"] }],
  wechat: [
    { fields: ["api_secret", "api_secret_file"], globals: ["wechat_api_secret", "wechat_api_secret_file"] },
    { fields: ["corp_id"], globals: ["wechat_api_corp_id"] },
  ],
  webex: [{ fields: ["room_id"] }],
  jira: [{ fields: ["project"] }, { fields: ["issue_type"] }, { fields: ["api_url"], globals: ["jira_api_url"] }],
};

const exclusivePairs: readonly (readonly [string, string])[] = [
  ["api_url", "api_url_file"],
  ["api_key", "api_key_file"],
  ["service_key", "service_key_file"],
  ["routing_key", "routing_key_file"],
  ["bot_token", "bot_token_file"],
  ["auth_password", "auth_password_file"],
];

/** What Alertmanager refuses of the receivers although every field is known and well formed. */
export function checkReceivers(receivers: readonly Receiver[], global: Mapping | undefined, sink: DefectSink): void {
  const names = new Set<string>();
  for (const receiver of receivers) {
    const name = receiver.name.text;
    if (names.has(name)) sink.add("duplicate", receiver, `two receivers are named "${name}"`);
    names.add(name);
    for (const one of receiver.integrations) checkIntegration(one, receiver, global, sink);
  }
}

const isSet = (section: Mapping | undefined, field: string): boolean => {
  const node = get(section, field);
  return node !== undefined && !(isScalar(node) && (node.value === null || node.text === ""));
};

function checkIntegration(
  { kind, body }: Integration,
  receiver: Receiver,
  global: Mapping | undefined,
  sink: DefectSink,
): void {
  if (!isMapping(body)) return;
  for (const { fields, globals = [], one } of requirements[kind] ?? []) {
    if (one) exclusive(body, fields, sink);
    if (fields.some((field) => isSet(body, field)) || globals.some((field) => isSet(global, field))) continue;
    const elsewhere = globals.length > 0 ? `, or ${globals[0]} under global` : "";
    const message = `the ${kind}_config of "${receiver.name.text}" needs ${fields.join(" or ")}${elsewhere}`;
    sink.add("field", body, message);
  }
  for (const pair of exclusivePairs) exclusive(body, pair, sink);
  const http = get(body, "http_config");
  if (isMapping(http)) checkHttpClient(http, sink);
  if (kind === "webex" && !get(http, "authorization")) {
    sink.add("field", body, `the webex_config of "${receiver.name.text}" needs http_config.authorization`);
  }
  checkSmarthost(body, "smarthost", sink);
}

/** `host:port`, both present. */
export function checkSmarthost(section: Mapping, field: string, sink: DefectSink): void {
  const node = get(section, field);
  const text = textOf(node);
  if (!node || !text || hasPlaceholder(text) || /^(?:\[[^\]]*\]|[^:]*):\w+$/.test(text)) return;
  sink.add("value", node, `"${field}" must be host:port, got ${text}`);
}
