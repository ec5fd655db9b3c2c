import { locate, type Source } from "../../core/source.ts";
import type { VendorSecret, VendorSecretFile } from "./model.ts";

/**
 * Beginnings that at least one of the preset's patterns needs: a file without any is not handed over. AWS secret keys
 * have no prefix of their own and are looked for by the name beside them.
 */
const worthScanning =
  /A(KIA|SIA|BIA|CCA)[A-Z0-9]|aws_?secret|-----BEGIN|npm_|_authToken|xox[abeporst]|hooks\.slack\.com|SG\.|shp(at|ca|pa|ss)_|gh[oprsu]_|github_pat_|gl(pat|cbt|dt|ft|rt|soat|agent|ptt|imt|ffct)-|gl(c|sa)_|sk-|gsk_|hf_|lin_|secret_|ntn_|ops_|hv[sbr]\.|vercel|dapi|dckr_|figd_|"private_key"/i;

/** Connection strings and passwords in URLs are judged with what Compose makes of them, not by their form. */
const judgedElsewhere = /-rule-(basicauth|database-connection-string)$/;

const sample = /example|sample|dummy|placeholder|your|xxxx|(.)\1{6}|0123456789|abcdefghij/i;

/** Finds tokens of known issuers in a text, and hides them in its source. The scanner loads on the first text that may hold one. */
export async function scanVendorSecrets(source: Source): Promise<VendorSecretFile> {
  const whole = locate(source, 0, source.text.length);
  if (!worthScanning.test(source.text)) return { ...whole, found: [] };
  const [{ lintSource }, { creator }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  const { path, text } = source;
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext: path.slice(path.lastIndexOf(".")), contentType: "text" },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {}, rules: [] }],
      },
    },
  });
  const found: VendorSecret[] = [];
  for (const { ruleId, range } of messages) {
    if (judgedElsewhere.test(ruleId)) continue;
    const [start, end] = range;
    source.hide(start, end);
    const vendor = ruleId.replace(/^.*-rule-/, "");
    found.push({ ...locate(source, start, end), vendor, isSample: sample.test(text.slice(start, end)) });
  }
  return { ...whole, found };
}
