import type { Severity } from "../../../checks/core/finding.ts";
import type { NginxConfig } from "../../../checks/read/nginx/model.ts";

const rehearsal =
  /(^|[./_-])(dev|devel|development|local|localhost|test|tests|testing|e2e|ci|demo|mock|fixture|fixtures)([./_-]|$)/i;

/** An example, or a configuration for development and tests: nobody is harmed by it as it stands. */
export const isRehearsal = (config: NginxConfig): boolean =>
  config.role === undefined || config.role === "internal"
    ? config.isExample || rehearsal.test(config.root.path)
    : /^(development|example|test)$/.test(config.role);

/** The severity that a weakness (not a breakage) has in this configuration. */
export const soften = (config: NginxConfig, severity: Severity): Severity =>
  isRehearsal(config) ? "notice" : severity;
