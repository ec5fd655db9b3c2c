/** Told by the text, so that a broken file is known too; unit tests of rules name `rule_files` as well. `path` helps where other programs use the same outermost keys. */
export function looksLikePrometheus(path: string, text: string): boolean {
  if (isKubernetesObject(text) || isPromtail(text) || /^tests\s*:/m.test(text)) return false;
  if (/^(?:scrape_configs|rule_files|scrape_config_files|remote_write|alerting)\s*:/m.test(text)) return true;
  return /(?:^|\/)prometheus[\w.-]*\.ya?ml/i.test(path) && /^global\s*:/m.test(text);
}

/** Rules of Prometheus, in the syntax of any version; those of Grafana and Loki share the outermost key. */
export function looksLikeRules(path: string, text: string): boolean {
  if (isKubernetesObject(text)) return false;
  if (isLegacyRules(text)) return true;
  if (!/^groups\s*:/m.test(text) || !/^[ \t]*(?:- +)?(?:alert|record|rules)\s*:/m.test(text)) return false;
  return !isGrafanaRules(text) && !isLokiRules(path, text);
}

/** `ALERT Down` with its `IF`: the syntax of Prometheus 1.x. */
export const isLegacyRules = (text: string): boolean =>
  !/^groups\s*:/m.test(text) && /^[ \t]*ALERT[ \t]+\w+/m.test(text) && /^[ \t]*IF\b/m.test(text);

const isKubernetesObject = (text: string): boolean => /^kind\s*:/m.test(text) && /^apiVersion\s*:/m.test(text);

const isPromtail = (text: string): boolean =>
  /^(?:positions|clients)\s*:/m.test(text) || /^[ \t]*(?:- +)?pipeline_stages\s*:/m.test(text);

/** Alert rules that Grafana provisions. */
const isGrafanaRules = (text: string): boolean =>
  /^apiVersion\s*:\s*\d/m.test(text) || /^[ \t]*(?:- +)?(?:orgId|folder|noDataState)\s*:/m.test(text);

/** LogQL pipes after a selector: `{job="x"} |= "error"`. */
const logql =
  /\}\s*\|[=~>]|\|\s*(?:json|logfmt|pattern|regexp|line_format|label_format|unwrap)\b|_over_time\s*\(\s*\{[^}]*\}\s*(?:!=|!~|\|)/;

/** Every query of LogQL selects streams in braces: an expression that begins with a bare series is PromQL. */
const bareSeries = /^[ \t]*(?:- +)?expr\s*:\s*["']?[a-z_:][\w:]*[ \t]*[<>=!]=?[ \t]*\d/m;

/** Where both languages share a file neither server loads it; it is read as rules of Prometheus, whose promtool says so. */
const isLokiRules = (path: string, text: string): boolean =>
  /(?:^|\/)loki[/\w-]*/i.test(path) || (logql.test(text) && !bareSeries.test(text));
