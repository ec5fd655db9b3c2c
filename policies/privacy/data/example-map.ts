/** A small valid data map for examples; `tables` is indented by two. */
export const mapWith = (tables: string, rest = ""): string => `version: 1
stores:
  database: { kind: postgres, service: db, schema: migrations }
purposes:
  account: { legal_basis: contract, description: Let a person log in }
tables:
${tables}${rest}`;

export const emailColumn = (mark = ""): string => `      email:${mark}
        category: contact
        purpose: account
        retention: { duration: P30D, starts: account-closed, action: delete }
        erasure: delete
`;
