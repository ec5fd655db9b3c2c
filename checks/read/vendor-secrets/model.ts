import type { Kind } from "../../core/policy.ts";
import type { Located } from "../../core/source.ts";

/** A token whose form tells who issued it. Its range is the token. */
export interface VendorSecret extends Located {
  /** "github", "aws", "privatekey" */
  readonly vendor: string;
  /** It looks like the token of a manual: `AKIAIOSFODNN7EXAMPLE`, or one letter over and over. */
  readonly isSample: boolean;
}

/** One file of any kind that was scanned. Its range is the whole file. */
export interface VendorSecretFile extends Located {
  readonly found: readonly VendorSecret[];
}

export const vendorSecrets: Kind<VendorSecretFile> = {
  name: "vendor-secrets",
  from: [],
  examplePath: "compose.yaml",
};
