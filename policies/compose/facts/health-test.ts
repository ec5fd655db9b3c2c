import type { Healthcheck, Service } from "../../../checks/read/compose/model.ts";
import { runs } from "./software.ts";

/** Why a health check is green whatever the service does; undefined where it can fail. */
export function emptyProof({ test, shell }: Healthcheck): string | undefined {
  if (!test || test.length === 0) return undefined;
  const text = test.join(" ").trim();
  const plain = shell ? text : text.replace(/^(\/bin\/)?(ba|da|a)?sh -l?c\s+/, "");
  if (/^(exit 0|true|:|\/bin\/true|\/usr\/bin\/true)$/.test(plain)) return "always succeeds";
  if (/^echo\b[^|&;]*$/.test(plain)) return "prints a text, which always succeeds";
  if (/(\|\||;)\s*(exit 0|true|:|echo\b[^;&|]*)\s*$/.test(plain)) return "turns every failure into success";
  if (/^(pgrep|pidof)\b[^|&;]*(\|\|\s*exit 1)?$/.test(plain))
    return "proves that a process exists, not that it answers";
  if (/^ps\b[^&;]*\|\s*grep\b/.test(plain) && !/grep -v|\[\w\]/.test(plain)) {
    return "finds its own grep in the list of processes, and a process is no answer";
  }
  if (isBlindCurl(plain)) return "accepts every answer: without --fail curl succeeds on a 500 too";
  return undefined;
}

/** `curl` whose exit status is the whole test, without `--fail` and without anything that reads the answer. */
function isBlindCurl(text: string): boolean {
  if (!/^(\/usr\/bin\/)?curl\s/.test(text)) return false;
  const command = text.split(/\|\||&&|;/)[0] ?? "";
  if (/\|/.test(command) || /&&|;/.test(text)) return false;
  if (/--fail|\s-[a-zA-Z]*f/.test(command) || /%\{|\$\(|--write-out/.test(command)) return false;
  return /https?:\/\/|localhost|127\.0\.0\.1|:\d+/.test(command);
}

/** Programs that the images do not hold: the official ones are made from a base without them. */
export function missingProgram(service: Service, { test, shell }: Healthcheck): string | undefined {
  const words = (test ?? []).join(" ").trim().split(/\s+/);
  const first = shell ? words[0] : words[0] === "sh" || words[0] === "/bin/sh" ? words[2] : words[0];
  if (first !== "curl" || service.build) return undefined;
  const { familiar = "" } = service.image ?? {};
  if (
    /^(prom|quay\.io\/prometheus)\/(prometheus|alertmanager|node-exporter|blackbox-exporter|pushgateway)$/.test(
      familiar,
    )
  )
    return "curl";
  return runs(service, "postgres", "redis") && /^(postgres|redis|valkey\/valkey)$/.test(familiar) ? "curl" : undefined;
}

/** Official images whose Dockerfile has no HEALTHCHECK, so that the files alone decide. */
export function imageHasNoHealthcheck(service: Service): boolean {
  if (service.build) return false;
  return /^(postgres|redis|valkey\/valkey|mysql|mariadb|mongo|rabbitmq|nginx|httpd|haproxy|traefik|caddy|memcached|elasticsearch|kibana|prom\/(prometheus|alertmanager|node-exporter)|grafana\/(grafana|loki|promtail)|node|python|golang|alpine|debian|ubuntu|busybox|pgvector\/pgvector|postgis\/postgis)$/.test(
    service.image?.familiar ?? "",
  );
}
