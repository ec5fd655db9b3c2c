import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { readDockerfile } from "./read-dockerfile.ts";

const read = (text: string) => {
  const { base, copies } = readDockerfile(new Source("Dockerfile", text));
  return { base, copies: copies.map(({ origins, target }) => `${origins.join(" ")} -> ${target}`) };
};

test("the final stage counts, and what comes from another stage does not", () => {
  const text = `FROM node:22 AS build
COPY . /src
FROM nginx:1.27
# a comment
COPY --from=build /src/dist /usr/share/nginx/html
COPY --chown=nginx nginx.conf \\
     /etc/nginx/conf.d/default.conf
ADD ["a b.conf", "snippets/", "/etc/nginx/snippets/"]
`;
  assert.deepEqual(read(text), {
    base: "nginx:1.27",
    copies: ["nginx.conf -> /etc/nginx/conf.d/default.conf", "a b.conf snippets/ -> /etc/nginx/snippets/"],
  });
});

test("relative targets follow WORKDIR; arguments decide nothing", () => {
  assert.deepEqual(read("ARG V\nFROM base:$V\nWORKDIR /etc\nWORKDIR nginx\nCOPY nginx.conf .\nCOPY $X /y\n"), {
    base: undefined,
    copies: ["nginx.conf -> /etc/nginx/"],
  });
});

test("empty", () => assert.deepEqual(read(""), { base: undefined, copies: [] }));
