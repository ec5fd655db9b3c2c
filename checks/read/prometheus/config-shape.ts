import { each, type Fields, list, map, struct } from "../shape/shape.ts";
import { discoveries } from "./discovery-shape.ts";
import { httpClient, tlsConfig } from "./http-shape.ts";

const limits =
  "sample_limit target_limit label_limit label_name_length_limit label_value_length_limit keep_dropped_targets";

export const relabelConfig = struct("relabel_config", {
  source_labels: list("text"),
  ...each("text", "separator target_label replacement action"),
  regex: "regex",
  modulus: "integer",
});

const laterScraping: Fields = {
  ...each("text", "metric_name_validation_scheme metric_name_escaping_scheme scrape_failure_log_file"),
  ...each(
    "bool",
    "always_scrape_classic_histograms convert_classic_histograms_to_nhcb scrape_native_histograms extra_scrape_metrics",
  ),
};

const globalConfig = struct(
  "global",
  {
    ...each("duration", "scrape_interval scrape_timeout evaluation_interval rule_query_offset"),
    scrape_protocols: list("text"),
    query_log_file: "text",
    external_labels: map("text", "label name"),
    body_size_limit: "size",
    ...each("integer", limits),
  },
  { majors: [3], fields: laterScraping },
);

export const scrapeConfig = struct(
  "scrape_config",
  {
    ...each("text", "job_name metrics_path scheme"),
    ...each("bool", "honor_labels honor_timestamps track_timestamps_staleness enable_compression"),
    ...each("duration", "scrape_interval scrape_timeout"),
    params: map(list("text")),
    scrape_protocols: list("text"),
    body_size_limit: "size",
    ...each("integer", `${limits} native_histogram_bucket_limit`),
    native_histogram_min_bucket_factor: "number",
    relabel_configs: list(relabelConfig),
    metric_relabel_configs: list(relabelConfig),
    ...httpClient,
    ...discoveries,
  },
  { majors: [2], fields: { scrape_classic_histograms: "bool" } },
  { majors: [3], fields: { ...laterScraping, fallback_scrape_protocol: "text" } },
);

const alertmanagerConfig = struct("alertmanager_config", {
  ...each("text", "scheme path_prefix api_version"),
  timeout: "duration",
  relabel_configs: list(relabelConfig),
  alert_relabel_configs: list(relabelConfig),
  sigv4: "any",
  ...httpClient,
  ...discoveries,
});

const sigv4 = struct("sigv4", {
  ...each("text", "region access_key profile role_arn external_id"),
  secret_key: "secret",
  use_fips_sts_endpoint: "bool",
});

const remoteWrite = struct(
  "remote_write",
  {
    ...each("text", "url name"),
    remote_timeout: "duration",
    headers: map("text"),
    write_relabel_configs: list(relabelConfig),
    ...each("bool", "send_exemplars send_native_histograms"),
    queue_config: struct("queue_config", {
      ...each("integer", "capacity max_shards min_shards max_samples_per_send"),
      ...each("duration", "batch_send_deadline min_backoff max_backoff sample_age_limit"),
      retry_on_http_429: "bool",
    }),
    metadata_config: struct("metadata_config", {
      send: "bool",
      send_interval: "duration",
      max_samples_per_send: "integer",
    }),
    sigv4,
    azuread: "any",
    ...httpClient,
  },
  { majors: [3], fields: { protobuf_message: "text", round_robin_dns: "bool", google_iam: "any" } },
);

const remoteRead = struct("remote_read", {
  ...each("text", "url name"),
  remote_timeout: "duration",
  headers: map("text"),
  required_matchers: map("text"),
  ...each("bool", "read_recent filter_external_labels"),
  ...httpClient,
});

/** Source: "Configuration" of the documentation of Prometheus. */
export const prometheusConfig = struct(
  "the configuration",
  {
    global: globalConfig,
    runtime: struct("runtime", { gogc: "integer" }),
    alerting: struct("alerting", {
      alert_relabel_configs: list(relabelConfig),
      alertmanagers: list(alertmanagerConfig),
    }),
    rule_files: list("text"),
    scrape_config_files: list("text"),
    scrape_configs: list(scrapeConfig),
    storage: struct("storage", {
      tsdb: struct(
        "tsdb",
        { out_of_order_time_window: "duration" },
        { majors: [3], fields: { retention: "any", stale_series_compaction_threshold: "number" } },
      ),
      exemplars: struct("exemplars", { max_exemplars: "integer" }),
    }),
    tracing: struct("tracing", {
      ...each("text", "client_type endpoint compression"),
      sampling_fraction: "number",
      insecure: "bool",
      tls_config: tlsConfig,
      headers: map("text"),
      timeout: "duration",
    }),
    remote_write: list(remoteWrite),
    remote_read: list(remoteRead),
  },
  { majors: [3], fields: { otlp: "any" } },
);

/** Source: "Defining recording rules" and "Alerting rules". */
export const ruleFileShape = struct("the rule file", {
  groups: list(
    struct(
      "rule group",
      {
        name: "text",
        ...each("duration", "interval query_offset"),
        limit: "integer",
        rules: list(
          struct("rule", {
            ...each("text", "record alert expr"),
            ...each("duration", "for keep_firing_for"),
            labels: map("text", "label name"),
            annotations: map("text", "label name"),
          }),
        ),
      },
      { majors: [3], fields: { labels: map("text", "label name") } },
    ),
  ),
});
