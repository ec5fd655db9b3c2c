import { classOf, purposeOf } from "../../checks/blueprint/secret-class.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { alertmanager } from "../../checks/read/alertmanager/model.ts";
import { hasUserInformation } from "../../checks/read/sensitive.ts";
import { entriesIn } from "./data/scalars.ts";

/** Fields of Alertmanager that hold a secret and have a twin `*_file`. Source: its configuration reference, `<secret>`. */
const secretFields =
  /^(slack_api_url|smtp_auth_password|smtp_auth_secret|opsgenie_api_key|victorops_api_key|wechat_api_secret|telegram_bot_token|rocketchat_token|auth_password|auth_secret|routing_key|service_key|api_key|api_secret|bot_token|token|user_key|secret|password|credentials|bearer_token|webhook_url|api_url|url)$/;
/** An `api_url` of these alone holds the secret in its path. */
const secretUrl =
  /hooks\.slack\.com|discord(app)?\.com\/api\/webhooks|webhook\.office\.com|logic\.azure\.com|\/hooks?\/[\w-]{16,}|[?&](token|key|sig)=/i;
/** A plain webhook goes to one's own receiver as a rule; these are chat services of others, whose address is the key. */
const vendorUrl = /hooks\.slack\.com|discord(app)?\.com\/api\/webhooks|webhook\.office\.com|logic\.azure\.com/i;

const slack = (value: string): string =>
  `route:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - channel: '#x'\n        ${value}\n`;

export default definePolicy({
  id: "alertmanager/secrets-from-files",
  reads: alertmanager,
  severity: "error",
  title: "Webhook addresses, passwords and keys come from files",
  why: "Whoever can read the repository, a fork of it or its history can post into the channel, send mail in the company's name or close its incidents; Alertmanager also shows the file on its status page. Every such field has a twin that reads a file.",
  source: "Alertmanager documentation, Configuration: *_file fields; OWASP Secrets Management Cheat Sheet",
  good: [
    slack("api_url_file: /run/secrets/slack"),
    slack("api_url: ${SLACK_URL}"),
    slack("api_url: http://mattermost-bridge:8080/alerts"),
    slack("api_url: https://hooks.slack.com/services/put-it-here-yourself"),
    "route:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: http://bridge:8080/hook/alerts-of-the-platform\n      - url: https://discord.com/api/webhooks/your-id/your-token\n",
    "global:\n  smtp_smarthost: mail:25\n  smtp_from: a@b.example\n  smtp_auth_password: changeme\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    email_configs: [{ to: ops@b.example }]\n",
  ],
  bad: [
    slack(
      "api_url: https://hooks.slack.com/services/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 # ! alertmanager/secrets-from-files",
    ),
    "global:\n  smtp_smarthost: mail:25\n  smtp_from: a@b.example\n  smtp_auth_username: a\n  smtp_auth_password: Wq7-tRz9xLm2Vk4 # ! alertmanager/secrets-from-files\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    email_configs: [{ to: ops@b.example }]\n",
    "route:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: https://discord.com/api/webhooks/1093847562011/q9Zt4LwYc2HbVx7RkPm1Ds8Jk5 # ! alertmanager/secrets-from-files\n",
    "route:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: https://alerts:Kq83hZt2Lm@bridge.internal/hook # ! alertmanager/secrets-from-files\n",
  ],
  *judge(config) {
    for (const { key, value } of entriesIn(config.root)) {
      const inUrl = /url$/.test(key.text) && hasUserInformation(value.text);
      if (!inUrl && !secretFields.test(key.text)) continue;
      if (/url$/.test(key.text) && !inUrl && !secretUrl.test(value.text)) continue;
      if (key.text === "url" && !inUrl && !vendorUrl.test(value.text)) continue;
      const kind = /url$/.test(key.text) ? urlClass(value.text) : classOf(value.text, purposeOf(key.text));
      if (
        /\$\{|\{\{|^\$[A-Z_]+$/.test(value.text) ||
        kind === "empty" ||
        kind === "placeholder" ||
        kind === "reference"
      ) {
        yield { met: true, at: value };
      } else {
        yield {
          met: false,
          at: value,
          severity: kind === "well-known" ? "warning" : "error",
          message: `${key.text} holds a secret in plain text`,
          hint: inUrl
            ? "move the credentials to http_config.basic_auth with password_file, and change them"
            : `use ${key.text}_file with a mounted secret, and change the value, since it is in the history`,
        };
      }
    }
  },
});

/** Addresses are no passwords: only what an author plainly meant to be replaced is a placeholder. */
const urlClass = (url: string): "placeholder" | "sound" =>
  /your|replace|change|example|xxx|placeholder|dummy|<|T0+\/|B0+\/|\/\.\.\.|\*\*\*/i.test(url) || isUnfinishedSlack(url)
    ? "placeholder"
    : "sound";

/** An incoming webhook of Slack names a workspace, a channel's hook and a key: with fewer parts it opens nothing. */
const isUnfinishedSlack = (url: string): boolean =>
  /^https:\/\/hooks\.slack\.com\/services\//.test(url) && !/\/services\/[^/]+\/[^/]+\/[^/]+/.test(url);
