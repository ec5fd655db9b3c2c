import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { forgotten } from "./facts/coverage.ts";
import { isOneOff } from "./facts/one-off.ts";

export default definePolicy({
  id: "compose/hardened-container",
  reads: compose,
  severity: "notice",
  title: "Containers give up what their programs do not need",
  why: "A program that is taken over then finds no setuid root, no capability to forge packets or change owners, and no file of its own to replace. Nine of ten public projects leave all of it open.",
  source: "OWASP Docker Security Cheat Sheet, rules 3, 4 and 8",
  good: [
    `services:
  api:
    image: acme/api:1.2
    read_only: true
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
  web:
    image: acme/web:1.2
    cap_drop: [all]
    user: "1000"
  old:
    image: acme/old:1
    privileged: true
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
  web: # ! compose/hardened-container
    image: acme/web:1.2
`,
    `services: # ! compose/hardened-container
  api:
    image: acme/api:1.2
  web:
    image: acme/web:1.2
    security_opt: ["label:disable"]
`,
  ],
  *judge(project) {
    if (project.role !== "production" && project.role !== "unknown") return;
    const services = [...project.services.values()].filter((service) => !isOneOff(service) && !service.privileged);
    yield* forgotten(
      project,
      services.filter(gaveUp),
      services.filter((service) => !gaveUp(service)).map((service) => ({ service, at: service })),
      {
        all: "gives up privileges that it does not need",
        one: (name) => `service "${name}" keeps every default privilege`,
        others: "others give theirs up",
        hint: 'security_opt: ["no-new-privileges:true"], cap_drop: [ALL], and read_only: true with tmpfs where the program allows it',
      },
    );
  },
});

/** Any of the four: which of them a program bears, only a try can tell. */
const gaveUp = ({ capDrop, securityOpt, readOnly, user }: Service): boolean =>
  capDrop.length > 0 ||
  securityOpt.some(({ text }) => /^no-new-privileges([:=]true)?$/.test(text)) ||
  readOnly?.resolved === "true" ||
  (user !== undefined && !/^(0|root)(:|$)/.test(user.text));
