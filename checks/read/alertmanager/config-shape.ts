import { httpClient, tlsConfig } from "../prometheus/http-shape.ts";
import { each, list, map, type Shape, struct } from "../shape/shape.ts";
import { integrations } from "./receiver-shape.ts";

const globalConfig = struct("global", {
  ...each("text", "smtp_from smtp_hello smtp_smarthost smtp_auth_username smtp_auth_password_file"),
  ...each("text", "smtp_auth_secret_file smtp_auth_identity slack_api_url_file slack_app_token_file slack_app_url"),
  ...each("text", "opsgenie_api_key_file victorops_api_key_file wechat_api_corp_id wechat_api_secret_file"),
  ...each("text", "rocketchat_token_file rocketchat_token_id_file telegram_bot_token_file mattermost_webhook_url_file"),
  ...each("secret", "smtp_auth_password smtp_auth_secret slack_app_token opsgenie_api_key victorops_api_key"),
  ...each("secret", "wechat_api_secret rocketchat_token rocketchat_token_id telegram_bot_token"),
  ...each("secret url", "slack_api_url mattermost_webhook_url"),
  ...each("http url", "pagerduty_url opsgenie_api_url wechat_api_url victorops_api_url telegram_api_url"),
  ...each("http url", "webex_api_url rocketchat_api_url jira_api_url"),
  ...each("bool", "smtp_require_tls smtp_force_implicit_tls"),
  smtp_tls_config: tlsConfig,
  resolve_timeout: "duration",
  http_config: struct("http_config", httpClient),
});

const routeFields = {
  receiver: "text",
  group_by: list("text"),
  ...each("duration", "group_wait group_interval repeat_interval"),
  match: map("text"),
  match_re: map("text"),
  matchers: list("text"),
  continue: "bool",
  ...each(list("text"), "mute_time_intervals active_time_intervals"),
} as const;

/** Routes hold routes: the shape is a knot tied once. */
function routeShape(): Shape {
  const fields: Record<string, Shape> = { ...routeFields };
  const shape = struct("route", fields);
  fields.routes = list(shape);
  return shape;
}

const inhibitRule = struct("inhibit_rule", {
  name: "text",
  ...each(map("text"), "source_match source_match_re target_match target_match_re"),
  ...each(list("text"), "source_matchers target_matchers equal"),
});

const timeInterval = struct("time_interval", {
  name: "text",
  time_intervals: list(
    struct("time_interval", {
      times: list(struct("time range", each("text", "start_time end_time"))),
      ...each(list("text"), "weekdays days_of_month months years"),
      location: "text",
    }),
  ),
});

/** Source: "Configuration" of the documentation of Alertmanager. */
export const alertmanagerShape = struct("the configuration", {
  global: globalConfig,
  route: routeShape(),
  receivers: list(struct("receiver", { name: "text", ...integrations })),
  inhibit_rules: list(inhibitRule),
  ...each(list(timeInterval), "time_intervals mute_time_intervals"),
  templates: list("text"),
  tracing: "any",
});
