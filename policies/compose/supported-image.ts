import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { isShortLived, softenedByRole } from "./facts/severity.ts";
import { supportEnd } from "./facts/support-ends.ts";

export default definePolicy({
  id: "compose/supported-image",
  reads: compose,
  severity: "warning",
  title: "Every image holds a release whose makers still mend it",
  why: "After the last day no hole is closed any more, and the way to the next release grows longer with each one that is skipped. Public Compose files still start PostgreSQL 9.6 and MySQL 5.7.",
  source: "Life cycle pages of the makers, such as PostgreSQL's “Versioning Policy”; OWASP ASVS 5.0, 15.2.1",
  good: [
    `services:
  db: { image: postgres:17 }
  next: { image: "postgres:15.4-alpine" }
  shop: { image: mysql:8.4 }
  any: { image: "postgres:\${PG:?}" }
  other: { image: acme/postgres:9.6 }
  exporter: { image: "prometheuscommunity/postgres-exporter:v0.9" }
  build: { image: "mariadb:11.4.3" }
`,
  ],
  bad: [
    `services:
  db:
    image: postgres:12-alpine # ! compose/supported-image
  shop:
    image: mysql:5.7 # ! compose/supported-image
  docs:
    image: docker.io/library/mongo:4.4.18 # ! compose/supported-image
  search:
    image: docker.elastic.co/elasticsearch/elasticsearch:7.17.9 # ! compose/supported-image
  old:
    image: postgres:\${PG:-9.6} # ! compose/supported-image
`,
  ],
  *judge(project, { today }) {
    for (const { name, image } of project.services.values()) {
      const end = image && supportEnd(image);
      if (!image || !end) continue;
      if (end.day >= today) {
        yield { met: true, at: image };
        continue;
      }
      yield {
        met: false,
        at: image,
        message: `service "${name}" runs ${end.product} ${end.series}, which its makers have not mended since ${end.day}`,
        hint: "plan the step to a supported release, with a dump or an upgrade that was tried first",
        severity: isShortLived(project) ? "notice" : softenedByRole(project, "warning"),
      };
    }
  },
});
