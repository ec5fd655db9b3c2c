import { definePolicy } from "../../checks/core/policy.ts";
import { alertmanager } from "../../checks/read/alertmanager/model.ts";
import { defectsFor } from "../../checks/read/defect.ts";

/** Alertmanager has never left 0.x. */
const major = 0;

export default definePolicy({
  id: "alertmanager/accepted-config",
  reads: alertmanager,
  severity: "error",
  title: "Alertmanager loads its configuration",
  why: "Alertmanager does not start with a configuration it refuses, or keeps the old one after a reload: from then on no alert is delivered, and nothing is left that could say so. Seen in public: fields of another integration, receivers that do not exist.",
  source: "Alertmanager documentation, Configuration; what amtool check-config rejects",
  good: [
    "global:\n  smtp_smarthost: MAIL_HOST_PLACEHOLDER\n  smtp_from: MAIL_FROM_PLACEHOLDER\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    email_configs: [{ to: ops@b.example }]\n",
    "route:\n  receiver: team\nreceivers:\n  - name: team\n    webhook_configs:\n      - url: http://bridge:9000/\n",
    "route:\n  receiver: team\n  group_by: [alertname]\n  routes:\n    - matchers: ['severity=\"critical\"']\n      receiver: team\nreceivers:\n  - name: team\n    slack_configs:\n      - api_url_file: /run/secrets/slack\n        channel: '#alerts'\n        title: '{{ .CommonLabels.alertname }}'\n",
  ],
  bad: [
    "route:\n  receiver: teem # ! alertmanager/accepted-config\nreceivers:\n  - name: team\n    webhook_configs:\n      - url: http://bridge:9000/\n",
    "route:\n  receiver: team\nreceivers:\n  - name: team\n    email_configs:\n      - to: ops@example.org\n        from: alerts@example.org\n        smarthost: mail.example.org:587\n        body: x # ! alertmanager/accepted-config\n",
    "route:\n  receiver: team\n  group_wait: 30 seconds # ! alertmanager/accepted-config\nreceivers:\n  - name: team\n    webhook_configs:\n      - url: http://bridge:9000/\n",
  ],
  *judge(config) {
    const defects = defectsFor(config.defects, major);
    if (defects.length === 0) yield { met: true, at: config };
    for (const defect of defects) {
      const name = defect.rule === "field" ? defect.source.text.slice(defect.start, defect.end) : "";
      const hint = defect.message.endsWith("email_config") ? mailFields[name] : undefined;
      yield {
        met: false,
        at: defect,
        message: `Alertmanager refuses this: ${defect.message}`,
        hint: hint ?? defect.hint,
      };
    }
  },
});

/** What other programs call the parts of a mail. */
const mailFields: Readonly<Record<string, string>> = {
  subject: "write headers: { Subject: ... }",
  body: "write text: for plain text, or html:",
  message: "write text: for plain text, or html:",
};
