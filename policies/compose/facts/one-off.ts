import type { Service } from "../../../checks/read/compose/model.ts";

const name =
  /(^|[-_.])(init|initiali[sz]er?|migrat\w*|setup|seed\w*|bootstrap|createbuckets?|create-\w+|install\w*|prepare|one-?off|wait(-for)?|tests?|job|tools?|cli|console|shell|builder|build|keygen|certgen|gen|import|export|fix-?perms|perms?|config(urator)?|restore|deposit|exit|prune)([-_.]|$)/i;

/** It runs once, or by hand, and ends: nobody waits for its health, restarts it or lets it grow logs. */
export function isOneOff(service: Service): boolean {
  if (service.profiles.length > 0 || service.replicas === 0 || service.provider) return true;
  if (service.restart?.resolved === "no" || service.restart?.resolved?.startsWith("on-failure")) return true;
  for (const other of service.project.services.values()) {
    for (const need of other.dependsOn) {
      if (need.service === service.name && need.condition === "service_completed_successfully") return true;
    }
  }
  return !/^(always|unless-stopped)$/.test(service.restart?.resolved ?? "") && name.test(service.name);
}
