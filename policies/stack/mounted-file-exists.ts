import { type MountedFile, mountedFiles } from "../../checks/blueprint/mounted-files.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const edge = (mount: string, mark = ""): string => `services:
  edge:
    image: nginx:1.27.3
    volumes:
      - ${mount}${mark}
`;
const sites = { "nginx/site.conf": "server { listen 80; }\n", ".gitignore": "node_modules\n" };

export default definePolicy<MountedFile>({
  id: "stack/mounted-file-exists",
  reads: mountedFiles,
  severity: "warning",
  title: "every configuration file that is mounted is in the repository",
  why: 'the engine creates an empty folder where a mounted file is missing, and the program then dies with "is a directory"; a renamed file shows only on the machine that has no copy of the old one',
  source: "Docker documentation, Bind mounts: a missing source of -v is created as a directory",
  good: [
    { "compose.yaml": edge("./nginx/site.conf:/etc/nginx/conf.d/site.conf:ro"), ...sites },
    {
      "compose.yaml": edge("./nginx/local.conf:/etc/nginx/conf.d/local.conf:ro"),
      ...sites,
      ".gitignore": "local.conf\n",
    },
    {
      "compose.yaml": edge("./nginx/app.conf:/etc/nginx/conf.d/app.conf:ro"),
      ...sites,
      "nginx/app.conf.template": "server { listen ${PORT}; }\n",
    },
    {
      "compose.yaml": edge("./nginx/app.conf:/etc/nginx/conf.d/app.conf:ro"),
      ...sites,
      "setup.sh": "envsubst > nginx/app.conf\n",
    },
    { "compose.yaml": edge("./generated/app.conf:/etc/nginx/conf.d/app.conf:ro"), ...sites },
    { "compose.yaml": edge("/etc/ssl/openssl.conf:/etc/ssl/openssl.conf:ro") },
  ],
  bad: [
    {
      "compose.yaml": edge(
        "./nginx/sites.conf:/etc/nginx/conf.d/site.conf:ro",
        " # ! stack/mounted-file-exists",
      ).replace("sites", "webs"),
      ...sites,
    },
  ],
  *judge({ at, path, service, exists, madeBy }) {
    if (exists) yield { met: true, at };
    else if (madeBy !== undefined) yield { met: "unknown", at, decidedBy: madeBy };
    else {
      yield {
        met: false,
        at,
        message: `"${service.name}" mounts ${path}, which the repository does not hold: the engine makes an empty folder of that name`,
        hint: "add the file, correct the path, or tell git to ignore it where it is made elsewhere",
      };
    }
  },
});
