import { definePolicy } from "../../checks/core/policy.ts";
import { locate } from "../../checks/core/source.ts";
import { isInterpolated } from "../../checks/read/compose/interpolated.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { get } from "../../checks/read/yaml/tree.ts";

export default definePolicy({
  id: "compose/shell-called",
  reads: compose,
  severity: "error",
  title: "A command with &&, pipes or redirections names the shell that is to read them",
  why: "Compose splits a command into words and calls no shell: at the first &&, |, ; or > it stops reading and drops the rest without a word. `migrate && serve` migrates and ends.",
  source:
    "Compose specification, “command”: it runs in no shell unless it names one; `docker compose config` shows what is left",
  good: [
    `services:
  api:
    image: acme/api:1.2
    command: sh -c "migrate && serve"
    entrypoint: ["sh", "-c", "migrate; serve"]
  two:
    image: acme/api:1.2
    command: serve --filter "a && b" --pattern 'x|y' --url http://localhost/?a=1
  escaped:
    image: acme/api:1.2
    command: serve a\\;b --name "a\\"&&b"
  three:
    image: acme/api:1.2
    command: >
      --one=1
      --two=2
  four:
    image: acme/api:1.2
    command: ["serve", "&&"]
  five:
    image: acme/api:1.2
    command: |
      sh -c '
        a;
        b > /dev/null
      '
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    command: migrate && serve # ! compose/shell-called
  two:
    image: acme/api:1.2
    command: "serve > /var/log/serve.log" # ! compose/shell-called
  three:
    image: acme/api:1.2
    entrypoint: sh -c "cd /app" && serve # ! compose/shell-called
  four:
    image: acme/api:1.2
    command: wait-for db:5432; serve # ! compose/shell-called
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const key of ["command", "entrypoint"]) {
        const value = get(service.body, key);
        if (!isInterpolated(value) || value.value === null) continue;
        const operator = firstOperator(value.raw);
        if (!operator) {
          yield { met: true, at: value };
          continue;
        }
        const { source, start, end } = value;
        yield {
          met: false,
          at: locate(source, start, end),
          message: `the ${key} of service "${service.name}" ends at its first "${operator}": Compose calls no shell and drops the rest`,
          hint: `${key}: ["sh", "-c", "..."] with the whole line as one text`,
        };
      }
    }
  },
});

/** The first shell operator outside of quotes; Compose's splitter stops there (measured with version 2.26). */
function firstOperator(text: string): string | undefined {
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]!;
    if (letter === "\\" && quote !== "'") index++;
    else if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'" || letter === "`") quote = letter;
    else if (letter === "$" && text[index + 1] === "{") index = Math.max(index, text.indexOf("}", index));
    else if (letter === "$" && text[index + 1] === "$") index += 2;
    else if (/[;&|<>]/.test(letter)) return text.startsWith(letter + letter, index) ? letter + letter : letter;
  }
  return undefined;
}
