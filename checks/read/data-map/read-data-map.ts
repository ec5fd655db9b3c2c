import { posix } from "node:path";
import { locate, type Source } from "../../core/source.ts";
import type { Reading } from "../reading.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { schemaProblems } from "../yaml/schema-problems.ts";
import {
  entriesOf,
  get,
  isMapping,
  isScalar,
  itemsOf,
  type Mapping,
  type Node,
  type Scalar,
  textOf,
  toPlain,
} from "../yaml/tree.ts";
import validate from "./generated/validate-data-map.js";
import type { DataMap, PersonalEntry, Store } from "./model.ts";

/** Reads a data map; where it departs from its schema the rest is read all the same. */
export function readDataMap(source: Source): Reading<DataMap> {
  const { documents, problems, duplicates } = parseYaml(source);
  const broken = problems[0];
  if (broken) {
    return {
      problems: [{ kind: "data-map", at: broken.at, message: `broken YAML: ${broken.message}`, severity: "error" }],
    };
  }
  const [root] = documents;
  if (!isMapping(root)) {
    const at = root ?? locate(source, 0, 0);
    return {
      problems: [
        {
          kind: "data-map",
          at,
          message: "expected a mapping with version, stores, purposes and tables",
          severity: "error",
        },
      ],
    };
  }
  const defects = validate(toPlain(root)) ? [] : schemaProblems(root, validate.errors ?? []);
  for (const { key, name } of duplicates) defects.push({ at: key, message: `"${name}" is written twice` });
  return { problems: [], file: { ...modelOf(root), defects } };
}

function modelOf(root: Mapping): Omit<DataMap, "defects"> {
  const { source, start, end } = root;
  const folder = posix.dirname(source.path);
  return {
    ...locate(source, start, end),
    stores: new Map(entriesOf(get(root, "stores")).map(({ key, value }) => [key.text, storeOf(key, value, folder)])),
    purposes: new Map(
      entriesOf(get(root, "purposes")).map(({ key, value }) => [
        key.text,
        { ...placeOf(key), name: key.text, legalBasis: scalar(value, "legal_basis") },
      ]),
    ),
    tables: entriesOf(get(root, "tables")).map(({ key, value }) => ({
      ...placeOf(key),
      name: key.text,
      store: scalar(value, "store"),
      none: itemsOf(get(value, "none")).filter(isScalar),
      personal: personalOf(get(value, "personal")),
    })),
    keys: personalOf(get(root, "keys")),
    logs: personalOf(get(root, "logs")),
    copies: personalOf(get(root, "copies")),
  };
}

function storeOf(key: Scalar, value: Node, folder: string): Store {
  const schema = textOf(get(value, "schema"));
  return {
    ...placeOf(key),
    name: key.text,
    kind: textOf(get(value, "kind")) ?? "other",
    service: scalar(value, "service"),
    schema: schema === undefined ? undefined : posix.join(folder, schema),
    retention: scalar(value, "retention"),
  };
}

function personalOf(node: Node | undefined): PersonalEntry[] {
  const entries: PersonalEntry[] = [];
  for (const { key, value } of entriesOf(node)) {
    if (!isMapping(value)) continue;
    entries.push({
      ...placeOf(key),
      name: key.text,
      store: scalar(value, "store"),
      purpose: scalar(value, "purpose"),
      legalBasis: scalar(value, "legal_basis"),
      protection: textOf(get(value, "protection")),
      fields: itemsOf(get(value, "fields")).filter(isScalar),
      body: value,
    });
  }
  return entries;
}

const placeOf = ({ source, start, end }: Scalar) => locate(source, start, end);

function scalar(node: Node | undefined, key: string): Scalar | undefined {
  const value = get(node, key);
  return isScalar(value) && value.value !== null ? value : undefined;
}
