import assert from "node:assert/strict";
import { test } from "node:test";
import { definePolicy, type Judgement, type Kind, type Policy } from "./policy.ts";
import { exitCodeOf } from "./report.ts";
import { runPolicies } from "./run-policies.ts";
import { type Located, locate, Source } from "./source.ts";
import { type Suppression, suppressionsIn } from "./suppression.ts";

const words: Kind<Source> = { name: "words", from: ["text"], examplePath: "a.txt" };

/** Reports every `bad`, does not know `maybe`, accepts every `good`. */
const policy = definePolicy<Source>({
  id: "test/words",
  reads: words,
  severity: "warning",
  title: "every word is good",
  why: "for tests",
  source: "this file",
  good: ["good"],
  bad: ["bad # ! test/words"],
  *judge(source): Iterable<Judgement> {
    for (const match of source.text.matchAll(/good|bad|maybe/g)) {
      const at: Located = locate(source, match.index, match.index + match[0].length);
      if (match[0] === "good") yield { met: true, at };
      else if (match[0] === "bad") yield { met: false, at, message: "this is bad", hint: "make it good" };
      else yield { met: "unknown", at, decidedBy: "the wind" };
    }
  },
});

function run(
  text: string,
  settings: {
    policy?: Policy;
    unreadable?: boolean;
    unreadableFile?: string;
    reportsOn?: (file: string) => boolean;
    skipped?: string;
    today?: string;
  } = {},
) {
  const source = new Source("a.txt", text);
  const chosen = settings.policy ?? (policy as Policy);
  const { outcomes } = runPolicies({
    policies: [chosen],
    subjects: <M>() => [source] as unknown as readonly M[],
    unreadable: new Map(
      settings.unreadable || settings.unreadableFile ? [["text", [settings.unreadableFile ?? "b.txt"]]] : [],
    ),
    reportsOn: settings.reportsOn ?? (() => true),
    suppressions: suppressionsIn(source).found,
    severities: new Map(),
    skipped: new Map(settings.skipped ? [[chosen.id, settings.skipped]] : []),
    options: { today: settings.today ?? "2026-11-24", promises: {} },
  });
  return outcomes[0]!;
}

const exit = (...outcomes: ReturnType<typeof run>[]) =>
  exitCodeOf({ files: [], outcomes, durationMs: 0, judgeMs: 0 }, "warning");

test("passed: every subject is good", () => {
  const outcome = run("good good");
  assert.deepEqual([outcome.status, outcome.examined, exit(outcome)], ["passed", 2, 0]);
});

test("failed: places come from the parser, in order, once each", () => {
  const outcome = run("good\n bad\nbad");
  assert.equal(outcome.status, "failed");
  const found = outcome.findings.map(({ place, excerpt }) => [
    place.range.start.line,
    place.range.start.column,
    excerpt.text,
  ]);
  assert.deepEqual(found, [
    [2, 2, " bad"],
    [3, 1, "bad"],
  ]);
  assert.equal(exit(outcome), 1);
});

test("absent: nothing to examine is not green alone", () => {
  const outcome = run("");
  assert.deepEqual([outcome.status, exit(outcome)], ["absent", 2]);
  assert.equal(exit(outcome, run("good")), 0);
});

test("undetermined: a file of its kind could not be read", () => {
  const outcome = run("good", { unreadable: true });
  assert.deepEqual([outcome.status, exit(outcome)], ["undetermined", 2]);
  assert.equal(exit(run("bad", { unreadable: true })), 2, "an incomplete list wins over its findings");
});

test("nothing is said of a file that could be read in part only", () => {
  const outcome = run("bad", { unreadableFile: "a.txt" });
  assert.deepEqual([outcome.status, outcome.examined], ["undetermined", 0]);
});

test("what was only read to be joined is neither found nor counted", () => {
  const outcome = run("bad maybe good", { reportsOn: (file) => file !== "a.txt" });
  assert.deepEqual([outcome.status, outcome.examined, outcome.unknown.length], ["absent", 0, 0]);
});

test("undetermined: a policy that throws stops nobody else", () => {
  const broken = {
    ...policy,
    judge: () => {
      throw new Error("boom");
    },
  } as unknown as Policy;
  const outcome = run("good", { policy: broken });
  assert.equal(outcome.status, "undetermined");
  assert.match(outcome.reason, /boom/);
});

test("skipped: with its reason, and it changes no exit code", () => {
  const outcome = run("bad", { skipped: "not ours" });
  assert.deepEqual([outcome.status, exit(outcome, run("good"))], ["skipped", 0]);
});

test("unknown: coverage, no finding", () => {
  const outcome = run("good maybe");
  assert.deepEqual([outcome.status, outcome.examined, outcome.unknown.length, exit(outcome)], ["passed", 2, 1, 0]);
  assert.equal(exitCodeOf({ files: [], outcomes: [outcome], durationMs: 0, judgeMs: 0 }, "error", true), 2);
});

test("a promise that nobody makes is not judged", () => {
  const outcome = run("bad", { policy: { ...policy, promise: "dataMap" } as Policy });
  assert.equal(outcome.status, "absent");
  assert.match(outcome.reason, /^not promised/);
});

const suppressed: [string, string, boolean][] = [
  ["beside the line", "bad # seaworthy allow test/words until 2027-01-01: agreed", true],
  ["above the line", "# seaworthy allow test/words until 2027-01-01: agreed\n\n# note\nbad", true],
  ["another line", "# seaworthy allow test/words until 2027-01-01: agreed\ngood\nbad", false],
  ["another check", "bad # seaworthy allow test/other until 2027-01-01: agreed", false],
  ["its last day", "bad # seaworthy allow test/words until 2026-11-24: agreed", true],
  ["expired", "bad # seaworthy allow test/words until 2026-11-23: agreed", false],
];
for (const [name, text, expected] of suppressed) {
  test(`suppression: ${name}`, () => {
    const outcome = run(text);
    assert.equal(outcome.status, "failed");
    assert.equal(outcome.findings.at(-1)!.suppressed !== undefined, expected);
    assert.equal(exit(outcome), expected ? 0 : 1);
  });
}

test("a suppression without date, reason or a real day is malformed", () => {
  const malformed = (text: string) => suppressionsIn(new Source("a", text)).malformed.length;
  assert.equal(malformed("# seaworthy allow test/words"), 1);
  assert.equal(malformed("# seaworthy allow test/words until 2027-01-01:"), 1);
  assert.equal(malformed("# seaworthy allow test/words until 2027-02-30: x"), 1);
  assert.equal(malformed("# seaworthy allow test/words until 2027-01-01: x"), 0);
});

test("suppressions at an earlier origin count", () => {
  const base = new Source("base.txt", "bad # seaworthy allow test/words until 2027-01-01: agreed");
  const late = new Source("late.txt", "bad");
  const at: Located = { ...locate(late, 0, 3), earlier: [locate(base, 0, 3)] };
  const merged = {
    ...policy,
    *judge() {
      yield { met: false, at, message: "bad" };
    },
  } as unknown as Policy;
  const suppressions: Suppression[] = suppressionsIn(base).found;
  const { outcomes, usedSuppressions } = runPolicies({
    policies: [merged],
    subjects: <M>() => [late] as unknown as readonly M[],
    unreadable: new Map(),
    reportsOn: () => true,
    suppressions,
    severities: new Map(),
    skipped: new Map(),
    options: { today: "2026-11-24", promises: {} },
  });
  assert.equal(outcomes[0]?.status === "failed" && outcomes[0].findings[0].suppressed?.reason, "agreed");
  assert.equal(usedSuppressions.size, 1);
});

test("alike findings of one line are one, the gravest", () => {
  const alike = {
    ...policy,
    *judge(source: Source): Iterable<Judgement> {
      const at = locate(source, 0, 3);
      yield { met: false, at, message: 'service "a" is bad', severity: "notice" };
      yield { met: false, at, message: 'service "b" is bad', severity: "error" };
    },
  };
  const outcome = run("bad", { policy: alike as Policy });
  assert.equal(outcome.status, "failed");
  assert.deepEqual(
    outcome.findings.map((one) => [one.severity, one.message]),
    [["error", 'service "b" is bad (and 1 more by this line)']],
  );
});
