/** Something another program fills in before the file is used: Jinja, ERB, envsubst. */
const placeholder = /\{\{|\{%|<%|\$\{[A-Za-z_]\w*(?:[:-][^}\n]{0,200})?\}/;

export const hasPlaceholder = (text: string): boolean => placeholder.test(text);

/** Lines that belong to a template language and can stand in no YAML file. */
const templateLine =
  /^[ \t]*(?:\{%|\{\{.*\}\}[ \t]*\r?$|\{\{-?\s*(?:if|range|end|with|else|template|include|define)\b|<%)/m;

export const hasTemplateLines = (text: string): boolean => templateLine.test(text);
