import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A scratch directory and the programs started in it; disposing stops them, newest first, and removes the directory. */
export class Lab implements AsyncDisposable {
  readonly directory: string;
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async open(): Promise<Lab> {
    const lab = new Lab(await mkdtemp(join(tmpdir(), "metrics-catalogue-")));
    // The database servers refuse to run as root: their own users must be able to reach the directory.
    await run("chmod", ["755", lab.directory]);
    return lab;
  }

  /** Unpacks a Debian package at an exact version, without installing it; answers where it is. */
  async package(name: string, version: string): Promise<string> {
    const target = join(this.directory, `${name}-${version.replace(/\W/g, "-")}`);
    await run("mkdir", ["-p", `${target}/deb`]);
    await run("apt-get", ["download", "-q", `${name}=${version}`], { cwd: `${target}/deb` });
    await run("sh", ["-c", 'dpkg-deb -x "$0"/deb/*.deb "$0"', target]);
    return target;
  }

  /** Unpacks the source that a Debian package was built from; answers where it is. */
  async source(name: string, version: string): Promise<string> {
    const target = `${this.directory}/${name}-source`;
    await run("mkdir", ["-p", `${target}/lists/partial`]);
    await writeFile(`${target}/sources.list`, "deb-src http://deb.debian.org/debian trixie main\n");
    const apt = ["-q", "-o", `Dir::Etc::SourceList=${target}/sources.list`, "-o", "Dir::Etc::SourceParts=/dev/null"];
    apt.push("-o", `Dir::State::Lists=${target}/lists`);
    await run("apt-get", [...apt, "update"]);
    await run("apt-get", [...apt, "source", "--download-only", "--tar-only", `${name}=${version}`], { cwd: target });
    await run("sh", ["-c", "tar xf *.orig.tar.* --one-top-level=source --strip-components=1", target], { cwd: target });
    return `${target}/source`;
  }

  /** Fetches the source of a Go module through the module proxy; answers where it is. */
  async module(path: string, version: string): Promise<string> {
    const { stdout } = await run("go", ["mod", "download", "-json", `${path}@${version}`], {
      cwd: this.directory,
      env: { ...process.env, GOFLAGS: "-mod=mod" },
    });
    return /"Dir": "([^"]+)"/.exec(stdout)![1]!;
  }

  async run(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    const { stdout } = await run(command, args, { maxBuffer: 64 << 20, ...options });
    return stdout;
  }

  async write(name: string, text: string): Promise<string> {
    const file = join(this.directory, name);
    await writeFile(file, text, { mode: 0o644 });
    return file;
  }

  /** Starts a program and returns at once: wait for what it serves with `page`. */
  start(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): void {
    const child = spawn(command, args, {
      cwd: this.directory,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      ...options,
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    let stopping = false;
    const ended = once(child, "exit");
    ended.then(([code]) => stopping || console.error(`${command} ended early with ${code}: ${errors}`));
    this.#stops.push(async () => {
      if (child.exitCode !== null || child.pid === undefined) return;
      stopping = true;
      // The whole group: a database server forks, and a shell does not pass the signal on.
      const group = -child.pid;
      process.kill(group, "SIGINT");
      const late = setTimeout(() => process.kill(group, "SIGKILL"), 8000);
      await ended;
      clearTimeout(late);
      child.stderr.destroy();
    });
  }

  async freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    if (address === null || typeof address === "string") throw new Error("no free port");
    return address.port;
  }

  /** The text at a URL, once the program behind it answers 200 within the limit. */
  async page(url: string, withinMs = 20_000): Promise<string> {
    return this.until(url, withinMs, async () => {
      const answer = await fetch(url, { signal: AbortSignal.timeout(15_000) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}: ${text.slice(0, 300)}`);
      return text;
    });
  }

  async until<T>(what: string, withinMs: number, attempt: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      try {
        return await attempt();
      } catch (cause) {
        if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms for ${what}`, { cause });
        await pause(100);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
