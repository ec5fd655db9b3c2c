import { each, type Fields, list, map, struct } from "../shape/shape.ts";

/** Sections that every HTTP client of Prometheus and Alertmanager shares. Source: the configuration reference of Prometheus. */
export const tlsConfig = struct("tls_config", {
  ...each("text", "ca cert ca_file cert_file key_file server_name"),
  ...each("tls version", "min_version max_version"),
  key: "secret",
  insecure_skip_verify: "bool",
});

const proxy: Fields = {
  ...each("text", "proxy_url no_proxy"),
  proxy_from_environment: "bool",
  proxy_connect_header: map(list("secret")),
};

const oauth2 = struct(
  "oauth2",
  {
    ...each("text", "client_id client_secret_file token_url"),
    client_secret: "secret",
    scopes: list("text"),
    endpoint_params: map("text"),
    tls_config: tlsConfig,
    ...proxy,
  },
  {
    majors: [3],
    fields: {
      ...each(
        "text",
        "client_certificate_key_id client_certificate_key_file signature_algorithm iss audience grant_type",
      ),
      client_certificate_key: "secret",
      claims: "any",
    },
  },
);

export const httpClient: Fields = {
  basic_auth: struct("basic_auth", {
    ...each("text", "username username_file password_file"),
    password: "secret",
  }),
  authorization: struct("authorization", { ...each("text", "type credentials_file"), credentials: "secret" }),
  oauth2,
  tls_config: tlsConfig,
  bearer_token: "secret",
  bearer_token_file: "text",
  ...each("bool", "follow_redirects enable_http2"),
  ...proxy,
  http_headers: map(struct("http_header", { values: list("text"), secrets: list("secret"), files: list("text") })),
};
