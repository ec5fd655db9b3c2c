import { declaredIn } from "../declared.ts";
import type { Observation, Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";
import { startNginx } from "../servers/nginx.ts";

const MODULES = `modules:
  http: {prober: http, http: {tls_config: {insecure_skip_verify: true}, fail_if_body_not_matches_regexp: [ok]}}
  tcp: {prober: tcp, tcp: {tls: true, tls_config: {insecure_skip_verify: true}}}
  icmp: {prober: icmp}
  dns: {prober: dns, dns: {query_name: localhost}}
  grpc: {prober: grpc}
`;

/** Probes an nginx by each prober; what needs an answer that nginx does not give is read from the source. */
export const blackboxExporter: Recipe = {
  exporter: "blackbox",
  async observe(lab) {
    const nginx = await startNginx(lab);
    const file = await lab.write("blackbox.yml", MODULES);
    const tls = `127.0.0.1:${nginx.tlsPort}`;
    const probes = [
      `http&target=https://${tls}/`,
      `tcp&target=${tls}`,
      "icmp&target=127.0.0.1",
      `dns&target=${tls}`,
      `grpc&target=${tls}`,
    ];
    const paths = ["/metrics", ...probes.map((probe) => `/probe?module=${probe}`)];
    const source = await lab.module("github.com/prometheus/blackbox_exporter", "v0.26.0");
    const declared = await declaredIn(lab, source, /^(probe|blackbox)_/);
    const observations: Observation[] = [];
    for (const packaged of ["0.26.0-1", "0.23.0-4+b4"]) {
      const name = "prometheus-blackbox-exporter";
      const program = await programOf(lab, name, packaged);
      const flags = (listen: string) => [`--config.file=${file}`, `--web.listen-address=${listen}`];
      const scraped = await scrape(lab, program, flags, { paths });
      const first = observations.length === 0 && { declared };
      observations.push({ version: upstream(packaged), with: [`${name} ${packaged}`, nginx.name], scraped, ...first });
    }
    return observations;
  },
};
