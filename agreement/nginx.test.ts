import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../checks/core/source.ts";
import { assemble } from "../checks/read/nginx/assemble.ts";
import { matchLocation } from "../checks/read/nginx/match-location.ts";
import { readNginx } from "../checks/read/nginx/read-nginx.ts";
import { responses } from "../checks/read/nginx/responses.ts";
import { differences, foreseen } from "./nginx/compare.ts";
import { Random } from "./nginx/random.ts";
import { randomLocations } from "./nginx/random-locations.ts";
import { RandomServer } from "./nginx/random-server.ts";
import { RunningNginx } from "./nginx/running-nginx.ts";
import { writtenServers } from "./nginx/written-servers.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const GENERATED = 30;
const PATHS =
  "/ /page.html /missing /a /a/ /a/x /a/page.html /a/b /a/bx /exact /x.php /img/p.html /img/b /err.html /x/x".split(
    " ",
  );
const QUERIES = ["", "?j=1", "?i=1", "?r=1", "?s=404", "?s=500"];

const around = (socket: string, folder: string, outer: string, servers: readonly string[]): string => `
daemon off; pid ${folder}/pid; worker_processes 1; error_log ${folder}/logs/error.log crit;
events { worker_connections 256; }
http {
  log_format block '$http_x_req $status $document_root'; access_log ${folder}/logs/access.log block;
  client_body_temp_path ${folder}/temp/1; proxy_temp_path ${folder}/temp/2; fastcgi_temp_path ${folder}/temp/3;
  uwsgi_temp_path ${folder}/temp/4; scgi_temp_path ${folder}/temp/5;
  map $arg_m $maybe { 1 x; } map $arg_m $surely { default y; 1 x; }
  upstream up { server unix:${folder}/up.sock; } upstream dead { server unix:${folder}/dead.sock; }
  server { listen unix:${folder}/up.sock; access_log off; add_header X-Up 1 always; add_header X-A upstream always;
    if ($arg_s = 404) { return 404 x; } if ($arg_s = 500) { return 500 x; } return 200 x; }
  ${outer}
  ${servers.map((server) => server.replace(/^server \{/, `server { listen unix:${socket};`)).join("\n")}
}`;

/** Asks everything of every server and returns what was not as foreseen. */
async function disagreements(outer: string, write: (root: () => string) => readonly string[]): Promise<string[]> {
  await using nginx = new RunningNginx();
  const ids: string[] = [];
  const root = (): string => `root ${nginx.folder}/roots/${ids[ids.push(`b${ids.length}`) - 1]};`;
  const text = around(nginx.socket, nginx.folder, outer, write(root));
  nginx.prepare(ids);
  await nginx.start(text);
  const { file, problems } = readNginx(new Source("nginx.conf", text));
  assert.deepEqual(problems, []);
  const servers = assemble(file, () => undefined).servers.slice(1);
  const asked = servers.flatMap((server) =>
    PATHS.flatMap((path) => QUERIES.map((query) => ({ server, uri: path + query }))),
  );
  const answers = await Promise.all(
    asked.map(({ server, uri }, id) => nginx.ask(server.names[0]!.value, uri, `r${id}`)),
  );
  await nginx.stop();
  const blocks = nginx.answeredBy();
  const found: string[] = [];
  const seen = new Set<unknown>();
  for (const [id, { server, uri }] of asked.entries()) {
    const answer = answers[id]!;
    const block = blocks.get(`r${id}`) ?? "no block";
    const where = `${server.names[0]!.value}${uri} -> ${answer.status} by ${block}`;
    const expected = foreseen(server, block, answer);
    if (expected.length === 0) found.push(`${where}: no such response is foreseen`);
    for (const response of expected) {
      seen.add(response);
      for (const each of differences(response, answer)) found.push(`${where} (${response.what}): ${each}`);
    }
  }
  const all = servers.flatMap((server) => responses(server));
  console.log(
    `${servers.length} servers, ${asked.length} requests; ${seen.size} of ${all.length} foreseen responses seen`,
  );
  if (seen.size < all.length / 3) found.push("fewer than a third of the foreseen responses were ever seen");
  return found.length > 0
    ? [...found.slice(0, 20), process.env["SHOW"] ? text : "SHOW=1 prints the configuration"]
    : [];
}

const none = (found: readonly string[]): void => assert.equal(found.length, 0, found.join("\n"));

for (const outer of ["", "add_header X-D http always; error_page 404 /404.html;"]) {
  test(`written configurations agree with nginx, around them: ${outer || "nothing"}`, async () => {
    const shapes = Object.values(writtenServers);
    none(
      await disagreements(outer, (root) =>
        shapes.map((shape, at) => `server { server_name w${at}; ${shape.replace(/ROOT/g, root)} }`),
      ),
    );
  });

  test(`generated configurations agree with nginx, around them: ${outer || "nothing"} (SEED=${seed})`, async () => {
    const random = new Random(seed + outer.length);
    none(
      await disagreements(outer, (root) =>
        Array.from({ length: GENERATED }, (_, at) => new RandomServer(random, root).text(`g${at}`)),
      ),
    );
  });
}

test(`generated locations match as in nginx (SEED=${seed})`, async () => {
  await using nginx = new RunningNginx();
  const random = new Random(seed);
  const trees = Array.from({ length: GENERATED }, (_, at) =>
    randomLocations(random, `t${at}`, `${nginx.folder}/roots/`),
  );
  nginx.prepare(trees.flatMap((tree) => tree.ids));
  const text = around(
    nginx.socket,
    nginx.folder,
    "index none;",
    trees.map((tree) => tree.text),
  );
  await nginx.start(text);
  const servers = assemble(readNginx(new Source("nginx.conf", text)).file, () => undefined).servers.slice(1);
  const asked = servers.flatMap((server) => PATHS.map((path) => ({ server, path })));
  await Promise.all(asked.map(({ server, path }, id) => nginx.ask(server.names[0]!.value, path, `r${id}`)));
  await nginx.stop();
  const blocks = nginx.answeredBy();
  const wrong: string[] = [];
  for (const [id, { server, path }] of asked.entries()) {
    const match = matchLocation(server, path);
    const root =
      match === "unknown" ? match : match.directive.block?.find((each) => each.name === "root")?.args[0]?.value;
    const block = blocks.get(`r${id}`);
    if (!root?.endsWith(`/${block}`))
      wrong.push(`${server.names[0]!.value}${path}: ${block} answered, foreseen ${root}`);
  }
  none(wrong.length > 0 ? [...wrong.slice(0, 20), process.env["SHOW"] ? text : "SHOW=1 prints the configuration"] : []);
});
