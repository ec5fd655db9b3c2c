/** Something another program fills in before the file is used: Jinja, ERB, envsubst, or sed (`MAIL_PLACEHOLDER`, `__MAIL__`, `@MAIL@`). */
const placeholder =
  /\{\{|\{%|<%|\$\{[A-Za-z_]\w*(?:[:-][^}\n]{0,200})?\}|\b[A-Z][A-Z\d]{0,40}(?:_[A-Z\d]{1,40}){0,8}_PLACEHOLDER\b|__[A-Z][A-Z\d]{0,40}(?:_[A-Z\d]{1,40}){0,8}__|@[A-Z][A-Z\d_]{1,80}@/;

export const hasPlaceholder = (text: string): boolean => placeholder.test(text);

/** Lines that belong to a template language and can stand in no YAML file. */
const templateLine =
  /^[ \t]*(?:\{%|\{\{.*\}\}[ \t]*\r?$|\{\{-?\s*(?:if|range|end|with|else|template|include|define)\b|<%)/m;

export const hasTemplateLines = (text: string): boolean => templateLine.test(text);
