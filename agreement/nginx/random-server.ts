import type { Random } from "./random.ts";

const HEADERS = ["X-A", "X-B", "X-C", "X-D"];
const VALUES = ["$scheme", '""', "$maybe", "$surely", "$own", "$request_id"];
const CODES = [403, 404, 410, 500, 502, 503];
const TARGETS = ["/err.html", "/404.html", "/nowhere.html", "@one", "@two", "https://e.example/x"];
const ACTIONS = [
  "",
  "",
  "",
  "try_files $uri =404;",
  "try_files $uri @one;",
  "try_files $uri $uri/ /index.html;",
  "return 200 x;",
  "return 204;",
  "return 301 /page.html;",
  "return 404;",
  "return 403;",
  "return 410 gone;",
  "return 503 x;",
  "return 444;",
  "deny all;",
  "proxy_pass http://up;",
  "proxy_pass http://up;",
  "proxy_pass http://up; proxy_intercept_errors on;",
  "proxy_pass http://up; proxy_hide_header X-A;",
  "proxy_pass http://dead;",
  "if ($arg_i) { return 404; }",
  "if ($arg_i) { return 302 /page.html; }",
  "auth_request /auth-no;",
  "expires 1h;",
];

/** What a named location is for; static content there would look for the original URI. */
const NAMED_ACTIONS = [
  ...ACTIONS.filter((action) => /^(return|proxy_pass|deny)/.test(action)),
  "rewrite ^ /page.html break;",
  "rewrite ^ /nowhere.html break;",
];

/** A server with random headers, error pages, conditions, nested and named locations. `block`: a fresh id for each block. */
export class RandomServer {
  readonly #random: Random;
  readonly #root: () => string;
  #value = 0;

  constructor(random: Random, root: () => string) {
    this.#random = random;
    this.#root = root;
  }

  text(name: string): string {
    const random = this.#random;
    const parts = [`server_name ${name};`, this.#root(), 'set $own "";', this.#headers(3), this.#errorPages(2)];
    if (random.chance(0.2)) parts.push(`if ($arg_r) { return ${random.pick(["404", "403 x", "301 /a", "200 x"])}; }`);
    if (random.chance(0.5)) parts.push("recursive_error_pages off;");
    parts.push(`location = /auth-no { ${this.#root()} internal; return 401; }`);
    parts.push(this.#location("@one", 9), this.#location("@two", 9));
    for (const head of ["= /err.html", "/", "/a", "= /exact", "~ \\.php$", "^~ /img/", "~* \\.HTML$", "= /"]) {
      if (random.chance(head === "/" ? 0.8 : 0.5)) parts.push(this.#location(head, 0));
    }
    return `server {\n${parts.filter((part) => part !== "").join("\n")}\n}`;
  }

  #location(head: string, depth: number): string {
    const random = this.#random;
    const parts = [this.#root(), this.#headers(2), random.chance(0.35) ? this.#errorPages(1) : ""];
    const action = random.pick(head.startsWith("@") ? NAMED_ACTIONS : ACTIONS);
    parts.push(action);
    if (random.chance(0.25)) parts.push(`if ($arg_j) { ${this.#root()} ${this.#headers(2)} }`);
    if (head === "/a" && random.chance(0.2)) parts.push("rewrite ^/a/page /page.html last;");
    const nested = head === "/a" || head === "^~ /img/" ? head.replace("^~ ", "") : undefined;
    if (nested !== undefined && depth === 0) {
      for (const inner of [`${nested}/b`.replace("//", "/"), "~ /x$", `= ${nested}/x`.replace("//", "/")]) {
        if (random.chance(0.4)) parts.push(this.#location(inner, depth + 1));
      }
    }
    return `location ${head} {\n${parts.filter((part) => part !== "").join("\n")}\n}`;
  }

  #headers(most: number): string {
    const random = this.#random;
    const lines: string[] = [];
    for (let left = random.upTo(most); left > 0; left--) {
      const value = random.chance(0.75) ? `v${this.#value++}` : random.pick(VALUES);
      lines.push(`add_header ${random.pick(HEADERS)} ${value}${random.chance(0.5) ? " always" : ""};`);
    }
    return lines.join(" ");
  }

  #errorPages(most: number): string {
    const random = this.#random;
    const lines: string[] = [];
    for (let left = random.upTo(most); left > 0; left--) {
      const codes = CODES.filter(() => random.chance(0.4)).join(" ") || "404";
      lines.push(`error_page ${codes} ${random.pick(["", "", "", "=200 ", "=503 ", "= "])}${random.pick(TARGETS)};`);
    }
    return lines.join(" ");
  }
}
