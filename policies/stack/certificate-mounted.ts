import { posix } from "node:path";
import { certificatePaths } from "../../checks/blueprint/certificate-paths.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const edge = (volumes: string, rest = ""): string => `services:
  edge:
    image: nginx:1.27.3
${rest}    volumes:
      - ./nginx.conf:/etc/nginx/conf.d/default.conf:ro
${volumes}`;
const site = (path: string): string => `server {
  listen 443 ssl;
  ssl_certificate ${path}/cert.pem;
  ssl_certificate_key ${path}/key.pem;
}
`;

export default definePolicy({
  id: "stack/certificate-mounted",
  reads: certificatePaths,
  severity: "error",
  title: "every certificate that NGINX names is put into its container",
  why: "NGINX does not start when a certificate file is missing: after a move of the certificates the next restart takes the site down, and no linter of one file can see it",
  source: "ngx_http_ssl_module, ssl_certificate; Compose specification, volumes",
  good: [
    { "compose.yaml": edge("      - ./certs:/etc/nginx/certs:ro\n"), "nginx.conf": site("/etc/nginx/certs") },
    {
      "compose.yaml": `${edge("      - letsencrypt:/etc/letsencrypt:ro\n")}volumes: { letsencrypt: {} }\n`,
      "nginx.conf": site("/etc/letsencrypt/live/x"),
    },
    { "compose.yaml": edge("", "    entrypoint: /make-certificates.sh\n"), "nginx.conf": site("/certs") },
    {
      "compose.yaml": edge("      - ./nginx.conf:/x\n").replace("image: nginx:1.27.3", "build: ./edge"),
      "nginx.conf": site("/certs"),
    },
    {
      "compose.yaml": `${edge("")}    secrets:\n      - source: cert\n        target: /certs/cert.pem\n      - source: cert\n        target: /certs/key.pem\nsecrets: { cert: { file: ./cert.pem } }\n`,
      "nginx.conf": site("/certs"),
    },
  ],
  bad: [
    {
      files: { "compose.yaml": edge("      - ./certs:/etc/nginx/ssl:ro\n"), "nginx.conf": site("/etc/nginx/certs") },
      reports: ["nginx.conf:3"],
    },
    {
      files: { "compose.yaml": edge(""), "nginx.conf": site("/etc/letsencrypt/live/example.com") },
      reports: ["nginx.conf:3"],
    },
  ],
  *judge({ at, path, service, origin, decided }) {
    if (!decided) yield { met: "unknown", at, decidedBy: "the image, or a variable" };
    else if (origin !== undefined) yield { met: true, at };
    else {
      yield {
        met: false,
        at,
        message: `nothing puts ${path} into "${service.name}": no mount, config or secret covers it, and its image holds none`,
        hint: `mount the folder of the certificate at ${posix.dirname(path)}`,
        related: [service],
      };
    }
  },
});
