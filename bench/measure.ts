/**
 * Checks each folder named on the command line, all in one process, and prints what it took since the start of the
 * process, in milliseconds and megabytes. The built bundle is what is measured.
 */
const { check }: typeof import("../checks/index.ts") = await import(new URL("../dist/index.js", import.meta.url).href);

let judgeMs = 0;
let files = 0;
for (const folder of process.argv.slice(2)) {
  const { report } = await check({ paths: [folder] });
  judgeMs += report.judgeMs;
  files += report.files.filter((one) => one.status === "read").length;
}
const ms = performance.now();
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms, judgeMs, files, megabytes }));

export {};
