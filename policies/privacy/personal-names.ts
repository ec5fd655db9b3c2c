import { definePolicy } from "../../checks/core/policy.ts";
import { type DataMap, dataMap } from "../../checks/read/data-map/model.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

/** Names that mean a person in every schema; words that make them mean a setting or a flag are left out. */
const personal =
  /^(e_?mail(_address)?|(first|last|full|middle|maiden|sur)_?name|phone(_number)?|mobile(_number)?|birth_?(date|day)|date_of_birth|dob|street(_address)?|postal_code|zip_?code|iban|passport_number|national_id|tax_id|ssn|ip_address|last_login_ip)$/;

export default definePolicy<DataMap>({
  id: "privacy/personal-names",
  reads: dataMap,
  severity: "error",
  title: "no column whose name means a person is declared free of personal data",
  why: "an e-mail address listed among the columns without personal data is neither exported nor erased, and the data map looks complete",
  source: "GDPR Article 4(1): any information relating to an identified or identifiable person",
  good: [
    mapWith(
      `  users:\n    none: [id, email_verified, email_template_id, hostname, birth_year_required]\n    personal:\n${emailColumn()}`,
    ),
  ],
  bad: [
    mapWith(
      "  users:\n    none:\n      - id\n      - phone_number # ! privacy/personal-names\n      - last_login_ip # ! privacy/personal-names\n",
    ),
  ],
  *judge({ tables }) {
    for (const { name, none } of tables) {
      for (const column of none) {
        if (!personal.test(column.text.toLowerCase())) yield { met: true, at: column };
        else {
          yield {
            met: false,
            at: column,
            message: `"${name}.${column.text}" is declared free of personal data, and its name says otherwise`,
            hint: "move it to personal, with its purpose, retention and erasure",
          };
        }
      }
    }
  },
});
