/** SSL 2.0 and 3.0: RFC 6176, RFC 7568. */
export const brokenProtocols: ReadonlySet<string> = new Set(["SSLv2", "SSLv3"]);

/** TLS 1.0 and 1.1: RFC 8996. */
export const retiredProtocols: ReadonlySet<string> = new Set(["TLSv1", "TLSv1.1"]);

/** Cipher suites of TLS 1.2 in Mozilla's Server Side TLS guideline 6.0, "intermediate". */
export const intermediateCiphers: readonly string[] = [
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
];
