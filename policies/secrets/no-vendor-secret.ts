import { definePolicy } from "../../checks/core/policy.ts";
import { vendorSecrets } from "../../checks/read/vendor-secrets/model.ts";
import { isPlaygroundPath } from "./facts/role.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const token = `gh${"p"}_${"q7Zr2mVx0LkT9bWc4NfYh8JdPs6GuA1eRo3i"}`;
const webhook = `https://hooks.slack${".com"}/services/T0Q7ZR2MV/B0X0LKT9BWC/${"q7Zr2mVx0LkT9bWc4NfYh8Jd"}`;

export default definePolicy({
  id: "secrets/no-vendor-secret",
  reads: vendorSecrets,
  severity: "error",
  title: "No token of a known issuer stands in a file",
  why: "A token that its form gives away is found and used by bots within minutes of a push; the issuer's own scanner may revoke it on the way, and the service stops.",
  source: "OWASP ASVS 5.0, 13.3.1; secretlint, recommended preset",
  good: [
    'services:\n  api:\n    image: acme/api:1.2\n    environment: { GITHUB_TOKEN: "${GITHUB_TOKEN:?}" }\n',
    { ".env.example": "GITHUB_TOKEN=ghp_your_token\nSLACK_WEBHOOK_URL=https://hooks.slack.com/services/T/B/X\n" },
  ],
  bad: [
    `services:\n  api:\n    image: acme/api:1.2\n    environment:\n      GITHUB_TOKEN: ${token} # ! secrets/no-vendor-secret\n`,
    { files: { "alerts.env": `LEVEL=info\nSLACK_URL=${webhook}\n` }, reports: ["alerts.env:2"] },
  ],
  *judge({ found, ...at }) {
    if (found.length === 0) yield { met: true, at };
    for (const secret of found) {
      if (secret.isSample) {
        yield { met: true, at: secret };
        continue;
      }
      yield {
        met: false,
        at: secret,
        message: `a secret of the kind "${secret.vendor}" stands in ${secret.source.path}`,
        hint: "revoke it at its issuer, for it is published; then take the new one from a secret file or an ignored .env",
        severity: isPlaygroundPath(secret.source.path) ? "warning" : "error",
      };
    }
  },
});
