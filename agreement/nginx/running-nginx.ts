import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  /** Lower-case name to every value received. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** Nothing but loopback: sockets in a folder of its own, removed in the end. */
export class RunningNginx implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), "agreement-"));
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  #process: ChildProcess | undefined;

  get socket(): string {
    return join(this.folder, "edge.sock");
  }

  /** Every id gets a document root of its own, with the same files: the access log then names the block that answered. */
  prepare(ids: Iterable<string>): void {
    const files = join(this.folder, "files");
    for (const path of [
      "index.html",
      "page.html",
      "404.html",
      "err.html",
      "a/index.html",
      "a/page.html",
      "img/p.html",
    ]) {
      mkdirSync(join(files, path, ".."), { recursive: true });
      writeFileSync(join(files, path), path);
    }
    for (const folder of ["roots", "temp", "logs"]) mkdirSync(join(this.folder, folder));
    // The workers may run as another user.
    chmodSync(this.folder, 0o755);
    for (const id of ids) symlinkSync(files, join(this.folder, "roots", id));
  }

  async start(text: string): Promise<void> {
    const path = join(this.folder, "nginx.conf");
    writeFileSync(path, text);
    const options = ["-p", this.folder, "-c", path, "-e", join(this.folder, "logs/error.log")];
    execFileSync("nginx", ["-t", "-q", ...options]);
    this.#process = spawn("nginx", options, { stdio: "inherit" });
    const deadline = Date.now() + 5_000;
    while (!existsSync(this.socket)) {
      if (Date.now() > deadline) throw new Error("nginx did not open its socket within 5 s");
      await sleep(10);
    }
  }

  ask(host: string, path: string, id: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { host, "x-req": id };
      const sent = request({ socketPath: this.socket, path, headers, agent: this.#agent }, (response) => {
        const received = new Map<string, string[]>();
        for (let at = 0; at < response.rawHeaders.length; at += 2) {
          const name = response.rawHeaders[at]!.toLowerCase();
          received.set(name, [...(received.get(name) ?? []), response.rawHeaders[at + 1]!]);
        }
        response.resume().on("end", () => resolve({ status: response.statusCode ?? 0, headers: received }));
      });
      sent.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNRESET") resolve({ status: 0, headers: new Map() });
        else reject(error);
      });
      sent.end();
    });
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill("SIGQUIT");
    await once(child, "exit");
  }

  /** Request id to the id of the block that answered; complete after `stop`. */
  answeredBy(): ReadonlyMap<string, string> {
    const lines = readFileSync(join(this.folder, "logs/access.log"), "utf8").split("\n");
    return new Map(lines.filter((line) => line !== "").map((line) => [line.split(" ")[0]!, line.split("/roots/")[1]!]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
