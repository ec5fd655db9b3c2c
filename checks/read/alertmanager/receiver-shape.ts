import { httpClient, tlsConfig } from "../prometheus/http-shape.ts";
import { each, type Fields, list, map, type Shape, struct } from "../shape/shape.ts";

const integration = (name: string, fields: Fields): Shape =>
  list(struct(`${name}_config`, { send_resolved: "bool", http_config: struct("http_config", httpClient), ...fields }));

const slackField = struct("field", { ...each("text", "title value"), short: "bool" });
const slackAction = struct("action", {
  ...each("text", "type text url style name value"),
  confirm: struct("confirm", each("text", "text title ok_text dismiss_text")),
});

const chat: Fields = {
  ...each("text", "title title_link text color icon_url image_url thumb_url channel"),
  fields: list(slackField),
  actions: list(slackAction),
  ...each("bool", "short_fields link_names"),
};

/** Source: "Receiver integration settings" of the documentation of Alertmanager, versions 0.20 to 0.31. */
export const integrations: Fields = {
  email_configs: integration("email", {
    ...each(
      "text",
      "to from hello smarthost auth_username auth_password_file auth_secret_file auth_identity html text",
    ),
    ...each("secret", "auth_password auth_secret"),
    ...each("bool", "require_tls force_implicit_tls"),
    headers: map("text"),
    tls_config: tlsConfig,
    threading: "any",
  }),
  slack_configs: integration("slack", {
    ...chat,
    ...each("text", "api_url_file app_token_file app_url username pretext footer fallback callback_id icon_emoji"),
    ...each("text", "message_text"),
    api_url: "secret url",
    app_token: "secret",
    mrkdwn_in: list("text"),
    timeout: "duration",
  }),
  webhook_configs: integration("webhook", {
    url: "secret url",
    url_file: "text",
    max_alerts: "integer",
    timeout: "duration",
    payload: "any",
  }),
  pagerduty_configs: integration("pagerduty", {
    ...each("secret", "service_key routing_key"),
    ...each("text", "service_key_file routing_key_file client client_url description source severity class"),
    ...each("text", "component group"),
    url: "http url",
    details: map("any"),
    images: list(struct("image", each("text", "src alt href"))),
    links: list(struct("link", each("text", "href text"))),
    timeout: "duration",
  }),
  opsgenie_configs: integration("opsgenie", {
    api_key: "secret",
    ...each("text", "api_key_file message description source entity actions tags note priority"),
    api_url: "http url",
    update_alerts: "bool",
    details: map("text"),
    responders: list(struct("responder", each("text", "id name username type"))),
  }),
  victorops_configs: integration("victorops", {
    ...each("secret", "api_key routing_key"),
    ...each("text", "api_key_file message_type state_message entity_display_name monitoring_tool"),
    api_url: "http url",
    custom_fields: map("text"),
  }),
  pushover_configs: integration("pushover", {
    ...each("secret", "user_key token"),
    ...each("text", "user_key_file token_file title message url url_title device sound priority"),
    ...each("duration", "retry expire ttl"),
    ...each("bool", "html monospace"),
  }),
  telegram_configs: integration("telegram", {
    api_url: "http url",
    bot_token: "secret",
    ...each("text", "bot_token_file chat_id_file message parse_mode"),
    ...each("integer", "chat_id message_thread_id"),
    disable_notifications: "bool",
  }),
  discord_configs: integration("discord", {
    webhook_url: "secret url",
    ...each("text", "webhook_url_file content title message username avatar_url"),
  }),
  msteams_configs: integration("msteams", {
    webhook_url: "secret url",
    ...each("text", "webhook_url_file title summary text"),
  }),
  msteamsv2_configs: integration("msteamsv2", {
    webhook_url: "secret url",
    ...each("text", "webhook_url_file title text"),
  }),
  sns_configs: integration("sns", {
    ...each("text", "api_url topic_arn phone_number target_arn subject message"),
    sigv4: struct("sigv4", { ...each("text", "region access_key profile role_arn external_id"), secret_key: "secret" }),
    attributes: map("text"),
  }),
  wechat_configs: integration("wechat", {
    api_secret: "secret",
    api_url: "http url",
    ...each("text", "api_secret_file corp_id agent_id to_user to_party to_tag message message_type"),
  }),
  webex_configs: integration("webex", { api_url: "http url", ...each("text", "message room_id") }),
  jira_configs: integration("jira", {
    api_url: "http url",
    ...each("text", "project summary priority issue_type reopen_transition resolve_transition wont_fix_resolution"),
    ...each("any", "description api_type"),
    labels: list("text"),
    reopen_duration: "duration",
    fields: "any",
    custom_fields: "any",
  }),
  rocketchat_configs: integration("rocketchat", {
    ...chat,
    ...each("secret", "token token_id"),
    ...each("text", "api_url token_file token_id_file emoji"),
  }),
  incidentio_configs: integration("incidentio", {
    url: "secret url",
    alert_source_token: "secret",
    ...each("text", "url_file alert_source_token_file"),
    max_alerts: "integer",
    timeout: "duration",
  }),
  mattermost_configs: list("any"),
};
