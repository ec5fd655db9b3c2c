import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { get, isMapping, isScalar, itemsOf } from "../../checks/read/yaml/tree.ts";

export default definePolicy({
  id: "secrets/effective-mode",
  reads: compose,
  severity: "warning",
  title: "Owner and mode of a secret are what the file says",
  why: "For a secret that comes from a file, Compose mounts the file as it is on the host and ignores uid, gid and mode: a 0644 file stays readable for every process in spite of `mode: 0400`. And `mode: 400` without a leading zero is the decimal number 400, octal 0620.",
  source: "Compose specification, services.secrets: uid, gid and mode are not implemented for sources of type file",
  good: [
    `services:
  api:
    image: acme/api:1.2
    secrets:
      - one
      - { source: two, target: /run/two }
      - { source: three, uid: "103", mode: 0440 }
      - { source: four, mode: 0o400 }
secrets:
  one: { file: ./one }
  two: { file: ./two }
  three: { environment: THREE }
  four: { external: true }
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    secrets:
      - source: one
        uid: "103" # ! secrets/effective-mode
        mode: 0400 # ! secrets/effective-mode
      - source: two
        mode: 440 # ! secrets/effective-mode
secrets:
  one: { file: ./one }
  two: { environment: TWO }
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const item of itemsOf(get(service.body, "secrets"))) {
        const source = get(item, "source");
        if (!isMapping(item) || !isScalar(source)) continue;
        const secret = project.secrets.get(source.text);
        for (const key of ["uid", "gid", "mode"]) {
          const value = get(item, key);
          if (!isScalar(value)) continue;
          const isDecimal = key === "mode" && value.style === "plain" && /^[1-7][0-7]{2}$/.test(value.text);
          if (secret?.file && !secret.external) {
            yield {
              met: false,
              at: value,
              message: `Compose ignores ${key} of the secret "${source.text}" in service "${service.name}", because that comes from a file`,
              hint: "give the file on the host its owner and mode (chown, chmod 0400), or take the secret from `environment`",
              severity: get(service.body, "deploy") ? "notice" : "warning",
            };
          } else if (isDecimal) {
            yield {
              met: false,
              at: value,
              message: `mode ${value.text} of the secret "${source.text}" is a decimal number, octal 0${Number(value.text).toString(8)}`,
              hint: `write mode: 0${value.text}`,
            };
          } else yield { met: true, at: value };
        }
      }
    }
  },
});
