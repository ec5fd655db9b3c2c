import type { CheckId } from "../core/finding.ts";

/** Checks that the engine itself makes, besides the policies: they can be neither skipped nor suppressed. */
export interface OwnCheck {
  readonly id: CheckId;
  readonly title: string;
  readonly why: string;
}

const kinds: Readonly<Record<string, string>> = {
  alertmanager: "Alertmanager configuration",
  compose: "Compose file",
  "data-map": "data map",
  dockerfile: "Dockerfile",
  dotenv: "dotenv file",
  loki: "Loki configuration",
  migration: "SQL migration",
  nginx: "NGINX configuration",
  prometheus: "Prometheus configuration",
  rules: "file of Prometheus rules",
};

export const ownChecks: readonly OwnCheck[] = [
  ...Object.entries(kinds).map(
    ([kind, what]): OwnCheck => ({
      id: `read/${kind}`,
      title: `Every ${what} can be read`,
      why: "What stands in a file that cannot be read is not judged, and what depends on it is undetermined: the check ends with 2, for its list is incomplete. Templates that are no configuration before they are filled in are left alone, which is no finding.",
    }),
  ),
  {
    id: "suppression/well-formed",
    title: "Every suppression names a check, a last day and a reason",
    why: "`# seaworthy allow <check> until <YYYY-MM-DD>: <reason>`; anything else hides nothing, and its reader believes that it does.",
  },
  {
    id: "suppression/current",
    title: "No suppression has expired",
    why: "What was accepted until a day is a finding again after it: renew the date, or mend the cause.",
  },
  {
    id: "suppression/in-use",
    title: "Every suppression suppresses something",
    why: "One that hides nothing waits to hide the next finding at its place.",
  },
];
