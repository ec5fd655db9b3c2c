const words = (text: string): readonly string[] => text.split(" ");

const builtIn = words("and or not len index slice print printf println html js urlquery call eq ne lt le gt ge");

/** Which program fills in the template: each adds functions and data of its own. */
export type Dialect = "prometheus" | "alertmanager";

/** Source: "Template reference" of Prometheus and "Notification template reference" of Alertmanager. */
export const templateFunctions: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  prometheus: new Set([
    ...builtIn,
    ...words("query first label value sortByLabel strvalue humanize humanize1024 humanizeDuration humanizePercentage"),
    ...words("humanizeTimestamp toTime toDuration now parseDuration title toUpper toLower stripPort stripDomain match"),
    ...words("reReplaceAll graphLink tableLink pathPrefix externalURL args tmpl safeHtml urlQueryEscape"),
  ]),
  alertmanager: new Set([
    ...builtIn,
    ...words(
      "toUpper toLower title trimSpace join match safeHtml safeUrl urlUnescape reReplaceAll stringSlice date tz",
    ),
    ...words("since humanizeDuration toJson list append dict"),
  ]),
};

/** Variables that exist before the template begins. */
export const templateVariables: Readonly<Record<Dialect, readonly string[]>> = {
  prometheus: ["$", "$labels", "$externalLabels", "$externalURL", "$value"],
  alertmanager: ["$"],
};
