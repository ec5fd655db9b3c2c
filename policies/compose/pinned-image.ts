import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import {
  type ComposeProject,
  compose,
  type Image,
  type Service,
  type VariableUse,
} from "../../checks/read/compose/model.ts";
import { foldedNotices } from "./facts/folded-notices.ts";
import { isOwnName } from "./facts/official-images.ts";
import { isOneOff } from "./facts/one-off.ts";
import { softenedByRole } from "./facts/severity.ts";
import { runs } from "./facts/software.ts";

/** Tags that their owners move to another release, from their own descriptions. */
const moving =
  /^(latest|stable|edge|nightly|main|master|trunk|dev|devel|develop|development|alpine|slim|lts|current|mainline|rolling|release|beta|alpha|canary|unstable|testing|next|production|prod|preview|head|snapshot|ce|community|debian|ubuntu)([-_.](alpine|slim|debian|bookworm|trixie|perl|oss|ce|full|fpm|apache|management|rootless))*$|[-_.]latest$|^latest[-_.]/i;

export default definePolicy({
  id: "compose/pinned-image",
  reads: compose,
  severity: "warning",
  title: "Every image is named with a release",
  why: "Without a tag, or with a moving one, the next pull brings another release at a moment that nobody chose: a new major version of a database does not open the old files, and there is nothing to roll back to.",
  source: "Docker manual, “Building best practices”, section “Pin base image versions”",
  good: [
    `services:
  db: { image: postgres:17 }
  api: { image: "ghcr.io/acme/api:1.2.3@sha256:0c5a2bbd0f2bd3b1b5e07d4d1ab2ee2ba7f0ac09a0d6dc6a1b5f6c5a4ac6c1a3" }
  web: { image: "ghcr.io/acme/web@sha256:0c5a2bbd0f2bd3b1b5e07d4d1ab2ee2ba7f0ac09a0d6dc6a1b5f6c5a4ac6c1a3" }
  worker: { build: ./worker }
  jobs: { build: ./worker, image: acme/jobs }
  mail: { image: "acme/jobs" }
  next: { image: "acme/next:\${RELEASE}" }
  then: { image: "acme/then:\${RELEASE:-1.4}" }
  node: { image: node:22-alpine }
  base: { image: debian:bookworm-slim }
  docs: { image: "localhost:5000/docs:latest" }
  built: { image: shop-worker }
  own: { image: "acme/own", pull_policy: never }
  either: { image: "\${OTHER_IMAGE}" }
`,
    `services:
  db: { image: "postgres:\${POSTGRES_VERSION:?}" }
`,
  ],
  bad: [
    `services:
  db:
    image: postgres # ! compose/pinned-image
    volumes: [data:/var/lib/postgresql]
  cache:
    image: redis:latest # ! compose/pinned-image
  queue:
    image: redis:alpine # ! compose/pinned-image
  api:
    image: ghcr.io/acme/api:\${TAG:-latest} # ! compose/pinned-image
  edge:
    image: "nginx:stable-alpine" # ! compose/pinned-image
  port:
    image: registry.acme.example:5000/port # ! compose/pinned-image
volumes:
  data: {}
`,
    `services:
  api:
    image: acme/shop:latest # ! compose/pinned-image
  worker:
    image: acme/shop:latest
    command: work
  mail:
    image: acme/mail:latest # ! compose/pinned-image
`,
    `services:
  api:
    image: acme/api:\${RELEASE:-stable} # ! compose/pinned-image
  web:
    image: acme/web:\${RELEASE:-stable}
`,
    {
      files: { "compose.yaml": 'services:\n  api:\n    image: "acme/api:${TAG}"\n', ".env": "TAG=main\n" },
      reports: ["compose.yaml:3"],
    },
  ],
  *judge(project) {
    const built = imagesBuiltHere(project);
    const failures: Extract<Judgement, { met: false }>[] = [];
    const moved = new Map<string, Moved[]>();
    for (const service of project.services.values()) {
      const { image } = service;
      if (!image) continue;
      if (image.name === undefined || (image.tagged && image.tag === undefined && !image.digest)) {
        yield { met: "unknown", at: image, decidedBy: "a variable in the name of the image" };
        continue;
      }
      const isOwn = service.build !== undefined || built.has(image.name) || !isPulled(service);
      const problem = isOwn || image.digest ? undefined : problemOf(service);
      if (!problem) yield { met: true, at: image };
      else if (isOwnName(image.name)) yield { met: "unknown", at: image, decidedBy: "whoever builds this image" };
      else {
        const key = tagVariable(image)?.name ?? `${image.name}:${image.tag ?? ""}`;
        moved.set(key, [...(moved.get(key) ?? []), { service, image, problem, severity: severityOf(service) }]);
      }
    }
    for (const users of moved.values()) {
      const [worst, ...more] = users.sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
      if (!worst) continue;
      const { image, service, problem } = worst;
      const from = tagVariable(image);
      const others = more.length > 0 ? ` and ${more.length} more` : "";
      failures.push({
        met: false,
        at: image,
        message: `image "${image.name}" of service "${service.name}"${others} ${problem}`,
        hint: from
          ? `set ${from.name} to a release where it gets its value`
          : `name a release, and best its digest too: ${image.name}:<release>`,
        related: [...(from?.value ? [from.value.from] : []), ...more.map((one) => one.image)],
        severity: softenedByRole(project, worst.severity),
      });
    }
    yield* foldedNotices(failures);
  },
});

/** `stable` of `${RELEASE:-stable}`, which often decides for many images at once. */
function tagVariable({ raw, value }: Image): VariableUse | undefined {
  const name = /:\$\{?(\w+)[^}]*\}?$/.exec(raw)?.[1];
  return value.variables.find((use) => use.name === name);
}

/** One release for all services that run the same image, or take their tag from one variable, is one decision. */
interface Moved {
  readonly service: Service;
  readonly image: Image;
  readonly problem: string;
  readonly severity: Severity;
}

const ranks: readonly Severity[] = ["error", "warning", "notice"];

function problemOf({ image }: Service): string | undefined {
  if (!image?.tagged) return "has no tag, which means `latest`";
  return moving.test(image.tag ?? "") ? `has the tag "${image.tag}", which moves from release to release` : undefined;
}

/** A later major release refuses the files that an earlier one wrote. */
function severityOf(service: Service): Severity {
  if (isOneOff(service)) return "notice";
  const keeps = service.mounts.some((mount) => mount.type === "volume" || mount.type === "bind");
  return keeps && runs(service, "postgres", "mongo", "elasticsearch") ? "error" : "warning";
}

function imagesBuiltHere(project: ComposeProject): Set<string> {
  const names = new Set<string>();
  for (const { build, image } of project.services.values()) if (build && image?.name) names.add(image.name);
  return names;
}

function isPulled({ body, image }: Service): boolean {
  const policy = body.entries.get("pull_policy")?.value;
  if (policy?.kind === "scalar" && /^(never|build)$/.test(policy.text)) return false;
  return !/^(localhost|127\.0\.0\.1)(:\d+)?\//.test(image?.name ?? "");
}
