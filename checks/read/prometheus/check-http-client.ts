import type { DefectSink } from "../defect.ts";
import { get, isMapping, keyOf, type Mapping, textOf } from "../yaml/tree.ts";

/** Ways to log in exclude each other. Source: the configuration reference of Prometheus, `<http_config>`. */
export function checkHttpClient(section: Mapping, sink: DefectSink): void {
  exclusive(section, ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"], sink);
  const pairs: readonly (readonly [string, readonly string[]])[] = [
    ["basic_auth", ["username", "username_file"]],
    ["basic_auth", ["password", "password_file"]],
    ["authorization", ["credentials", "credentials_file"]],
    ["oauth2", ["client_secret", "client_secret_file"]],
    ["tls_config", ["ca", "ca_file"]],
    ["tls_config", ["cert", "cert_file"]],
    ["tls_config", ["key", "key_file"]],
  ];
  for (const [name, fields] of pairs) {
    const inner = get(section, name);
    if (isMapping(inner)) exclusive(inner, fields, sink);
  }
  const type = get(section, "authorization", "type");
  if (textOf(type)?.trim().toLowerCase() === "basic") {
    sink.add("value", type ?? section, 'the type of authorization cannot be "basic"', { hint: "use basic_auth" });
  }
  const oauth2 = get(section, "oauth2");
  if (!isMapping(oauth2)) return;
  for (const field of ["client_id", "token_url"]) {
    if (!textOf(get(oauth2, field))) sink.add("field", oauth2, `oauth2 needs ${field}`);
  }
}

/** At most one of the fields may be set. */
export function exclusive(section: Mapping, names: readonly string[], sink: DefectSink): void {
  const [first, second] = names.filter((name) => {
    const value = get(section, name);
    return value !== undefined && (value.kind !== "scalar" || value.text !== "");
  });
  const at = second && keyOf(section, second);
  if (at) sink.add("field", at, `${second} cannot stand beside ${first}`);
}
