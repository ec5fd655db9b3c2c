import { definePolicy } from "../../checks/core/policy.ts";
import { type Listen, type NginxConfig, nginx, type Server } from "../../checks/read/nginx/model.ts";
import { elsewhere, inForce, valueInForce } from "./data/in-force.ts";
import { titleOf } from "./data/server-title.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/certificate-present",
  reads: nginx,
  severity: "error",
  title: "Every server that listens with TLS has a certificate and its key",
  why: 'nginx refuses to start: no "ssl_certificate" is defined for the "listen ... ssl" directive. All sites of the machine are down with it. It happens when the certificate lines are left in another file.',
  source: "https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_certificate",
  good: [
    "events {}\nhttp {\n  server { listen 443 ssl default_server; ssl_reject_handshake on; }\n  server { listen 443 ssl; server_name a.example; ssl_certificate a.pem; ssl_certificate_key a.key; }\n}\n",
    "events {}\nhttp {\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  server { listen 443 ssl; server_name a.example; }\n}\n",
    "events {}\nhttp {\n  server { listen 443 ssl; server_name a.example; include /opt/tls.conf; }\n}\n",
    "events {}\nhttp {\n  server { listen 443 ssl default_server; ssl_certificate a.pem; ssl_certificate_key a.key; }\n  server { listen 443 ssl; server_name b.example; }\n}\n",
    "server {\n  listen 443 ssl;\n}\n",
    "events {}\nhttp {\n  server { listen 443; }\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  server {\n    listen 443 ssl; # ! nginx/certificate-present\n    server_name a.example;\n  }\n}\n",
    "events {}\nhttp {\n  server {\n    listen 443 ssl; # ! nginx/certificate-present\n    ssl_certificate a.pem;\n  }\n}\n",
    "events {}\nhttp {\n  server { listen 443 ssl default_server; ssl_reject_handshake on; }\n  server {\n    listen 443 ssl; # ! nginx/certificate-present\n    server_name b.example;\n  }\n}\n",
  ],
  *judge(config) {
    for (const server of config.servers) {
      const listen = server.listens.find((one) => one.ssl || one.quic);
      if (!listen) continue;
      const { directive: block } = server;
      const unseen = elsewhere(config, block, "ssl_certificate");
      const hasCertificate = inForce(config, block, "ssl_certificate").length > 0;
      if (rejects(server)) yield { met: true, at: listen };
      else if (hasCertificate) {
        const key = inForce(config, block, "ssl_certificate_key").length > 0;
        const unseenKey = elsewhere(config, block, "ssl_certificate_key");
        if (key) yield { met: true, at: listen };
        else if (unseenKey) yield { met: "unknown", at: listen, decidedBy: unseenKey };
        else {
          const message = `${titleOf(server)} has a certificate but no ssl_certificate_key: nginx does not start`;
          yield { met: false, at: listen, message, hint: "add `ssl_certificate_key` with the path of its key" };
        }
      } else if (unseen) yield { met: "unknown", at: listen, decidedBy: unseen };
      else if (borrows(server, listen)) {
        yield { met: "unknown", at: listen, decidedBy: "the certificate of the default server" };
      } else {
        yield {
          met: false,
          at: listen,
          message: `${titleOf(server)} listens with TLS but no ssl_certificate is in force: nginx does not start`,
          hint: "add `ssl_certificate` and `ssl_certificate_key`, or `ssl_reject_handshake on;` to a server that is to refuse",
        };
      }
    }
  },
});

const rejects = ({ config, directive }: Server): boolean =>
  valueInForce(config, directive, "ssl_reject_handshake")?.value === "on";

/** nginx accepts a server without a certificate where the default server of the same address has one, and serves that one. */
function borrows(server: Server, listen: Listen): boolean {
  const sharing = server.config.servers.filter((one) =>
    one.listens.some(({ address, port }) => address === listen.address && port === listen.port),
  );
  const isDefault = (one: Server): boolean =>
    one.listens.some((each) => each.defaultServer && each.port === listen.port);
  const first = sharing.find(isDefault) ?? sharing[0];
  if (!first || first === server || rejects(first)) return false;
  return inForce(server.config, first.directive, "ssl_certificate").length > 0;
}
