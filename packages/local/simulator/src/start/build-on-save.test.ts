import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DrivenStart, driveStart } from "../testing/drive-start.ts";

const longestMs = 240_000;
/** What takes longest, and a save seldom meets, is for `.ci/run`. */
const isInCi = process.env.CI_TESTS !== undefined;
let started: DrivenStart;
beforeAll(async () => {
  started = await driveStart(["echo", "call-api"]);
}, longestMs);
afterAll(async () => {
  await started.stop();
});

/** Lets the echo begin with a word. */
const sayFirst = (word: string): Promise<void> =>
  started.edit("echo/action.ts", (text) => text.replace(/text\(.*\),$/mu, `text(\`${word} \${message.text}\`),`));
const begins = (word: string) => (report: Awaited<ReturnType<DrivenStart["click"]>>) =>
  (report?.output as { text?: string } | undefined)?.text?.startsWith(word) === true;
/** What the terminal says from now on. */
function listen(): () => string {
  const from = started.terminal().length;
  return () => started.terminal().slice(from);
}
const placeIn = (path: string): string => join(started.folder, path);

test("a saved file is the next click's, and no click meanwhile fails", { timeout: longestMs }, async () => {
  const said = listen();
  const answers: unknown[] = [];
  const clicks = new AbortController();
  const clicking = (async () => {
    while (!clicks.signal.aborted) answers.push((await started.click("Echo"))?.output);
  })();
  const savedAt = performance.now();
  await sayFirst("first");
  await started.clickUntil("Echo", begins("first"));
  console.log(`From save to the click's answer: ${Math.round(performance.now() - savedAt)} ms, beside other clicks`);
  await sayFirst("second");
  await started.clickUntil("Echo", begins("second"));
  clicks.abort();
  await clicking;
  expect(answers.length).toBeGreaterThan(1);
  for (const answer of answers) expect(answer).toEqual({ text: expect.any(String) });
  await started.waitFor("the line", () => /echo is new after/u.test(said()));
  expect(said()).toContain(`  ${placeIn("echo/action.ts")} saved: building …\n`);
});

test("a declaration, a new folder, a link and their end reach Cliq", { timeout: longestMs }, async () => {
  await started.edit("echo/action.ts", (text) => text.replace('name: "Echo"', 'name: "Repeat"'));
  await started.clickUntil("Repeat", begins("second"));
  expect(await started.click("Echo")).toBeUndefined();
  await started.edit("echo/action.ts", (text) => text.replace('name: "Repeat"', 'name: "Echo"'));
  await started.clickUntil("Echo", begins("second"));

  const elsewhere = join(started.folder, "..", "elsewhere");
  await cp(placeIn("echo"), elsewhere, { recursive: true });
  await writeFile(
    join(elsewhere, "action.ts"),
    (await readFile(join(elsewhere, "action.ts"), "utf8")).replace('name: "Echo"', 'name: "Linked"'),
  );
  await symlink(elsewhere, placeIn("linked"));
  await started.clickUntil("Linked", begins("second"));
  const changed = (await readFile(join(elsewhere, "action.ts"), "utf8")).replace("second", "third");
  // As many editors save: what was written beside it takes its place.
  await writeFile(join(elsewhere, "action.ts~"), changed);
  await rename(join(elsewhere, "action.ts~"), join(elsewhere, "action.ts"));
  await started.clickUntil("Linked", begins("third"));
  await rm(placeIn("linked"));
  await started.clickUntil("Linked", (report) => report === undefined);
});

test.runIf(isInCi)(
  "what an action imports from beside the folder is watched as well",
  { timeout: longestMs },
  async () => {
    const before = await readFile(placeIn("echo/action.ts"), "utf8");
    const outside = join(started.folder, "..", "word.ts");
    await writeFile(outside, 'export const word = "near";\n');
    await started.edit(
      "echo/action.ts",
      (text) =>
        `import { word } from "../../word.ts";\n${text.replace(/text\(.*\),$/mu, "text(`${word} ${message.text}`),")}`,
    );
    await started.clickUntil("Echo", begins("near"));
    await started.waitFor("good", () => started.builds.at(-1)?.status === "good");
    await writeFile(outside, 'export const word = "far";\n');
    await started.clickUntil("Echo", begins("far"));
    await writeFile(placeIn("echo/action.ts"), before);
    await started.clickUntil("Echo", begins("second"));
  },
);

test("an empty folder is said, and is no trouble any more when it is gone", { timeout: longestMs }, async () => {
  await mkdir(placeIn("later"));
  await started.waitFor("the failure", () => started.builds.at(-1)?.status === "failed");
  expect(started.builds.at(-1)?.problems[0]?.text).toContain('Action folder "later" has no action.ts');
  await rm(placeIn("later"), { recursive: true });
  await started.waitFor("good", () => started.builds.at(-1)?.status === "good");
});

test(
  "a fake is another one at its old address, and its secret is where the function looks",
  { timeout: longestMs },
  async () => {
    const posted = (prefix: string) => (report: Awaited<ReturnType<DrivenStart["click"]>>) =>
      JSON.stringify(report?.output).includes(`notice ${prefix}-`);
    await started.clickUntil("Call API", posted("N"));
    await started.edit("call-api/fake.ts", (text) =>
      text.replaceAll("N-", "F-").replaceAll("notice-board-key", "new-key"),
    );
    await started.clickUntil("Call API", posted("F"));
  },
);

const mistakes: [string, string, (text: string) => string, string, string][] = [
  [
    "a syntax error",
    "echo/action.ts",
    (text) => `${text}\nconst = 5;\n`,
    "syntax",
    "has a syntax error: Expected identifier",
  ],
  [
    "a throw at import",
    "echo/action.ts",
    (text) => text.replace("export default", 'if (1 > 0) throw new Error("at import");\nexport default'),
    "synthesis",
    "action.ts fails on import: at import",
  ],
  [
    "a name that is too long",
    "echo/action.ts",
    (text) => text.replace('name: "Echo"', `name: "${"x".repeat(40)}"`),
    "synthesis",
    "name",
  ],
  [
    "a handler that is not there",
    "echo/lambda.ts",
    (text) => text.replace("const handler", "const handle"),
    "synthesis",
    'echo/lambda.ts exports no "handler"',
  ],
  [
    "an infra.ts that throws",
    "echo/infra.ts",
    () => 'export default () => {\n  throw new Error("no table");\n};\n',
    "synthesis",
    "its infra.ts fails: no table",
  ],
];
test.each(mistakes)(
  "%s is said with its place, and the last good version goes on",
  { timeout: longestMs },
  async (_, file, change, kind, text) => {
    const said = listen();
    const [path, version] = [placeIn(file), started.builds.at(-1)?.version];
    const before = await readFile(path, "utf8").catch(() => undefined);
    await started.edit(file, change);
    await started.waitFor("the failure", () => started.builds.at(-1)?.status === "failed");
    const [problem] = started.builds.at(-1)?.problems ?? [];
    expect(problem).toMatchObject({ kind, text: expect.stringContaining(text) });
    if (!text.includes("handler")) {
      expect(problem?.place).toMatch(/:\d+:\d+$/u);
      expect(problem?.place).toContain(`${path}:`);
      expect(said()).toContain(problem?.place);
    }
    expect(said()).toContain("the last good version goes on, for this one failed:\n");
    expect(started.builds.at(-1)?.version).toBe(version);
    expect(begins("second")(await started.click("Echo"))).toBe(true);
    if (before === undefined) await rm(path);
    else await writeFile(path, before);
    await started.waitFor("good", () => started.builds.at(-1)?.status === "good");
  },
);

test.runIf(isInCi)(
  "an error of types is said beside the running version, and so is its end",
  { timeout: longestMs },
  async () => {
    const said = listen();
    await started.edit("echo/action.ts", (text) => `${text}export const wrong: string = 5;\n`);
    const place = `${placeIn("echo/action.ts")}:${(await readFile(placeIn("echo/action.ts"), "utf8")).split("\n").length - 1}:14`;
    await started.waitFor("the error", () => said().includes(`${place} TS2322: `));
    await started.waitFor(
      "its build",
      () => started.builds.at(-1)?.problems.some((one) => one.kind === "type" && one.place === place) === true,
    );
    expect(started.builds.at(-1)?.status).toBe("good");
    await started.edit("echo/action.ts", (text) => text.replace("export const wrong: string = 5;\n", ""));
    await started.waitFor("its end", () => said().includes("all types are right again"));
  },
);

test.runIf(isInCi)(
  "fifty saves in a second, a folder that goes and comes back, and a synthesis that is killed are lived through",
  { timeout: longestMs },
  async () => {
    const builds = started.builds.length;
    for (let save = 0; save < 50; save++) {
      await sayFirst(`burst-${save}-`);
      await setTimeout(15);
    }
    await started.clickUntil("Echo", begins("burst-49-"));
    const begun = started.builds.slice(builds).filter(({ status }) => status === "building").length;
    expect(begun).toBeLessThan(10);

    await cp(placeIn("echo"), join(started.folder, "..", "kept"), { recursive: true });
    await sayFirst("never");
    await rm(placeIn("echo"), { recursive: true });
    await cp(join(started.folder, "..", "kept"), placeIn("echo"), { recursive: true });
    await setTimeout(1_000);
    await sayFirst("back");
    await started.clickUntil("Echo", begins("back"));

    const said = listen();
    await sayFirst("killed");
    await started.waitFor("the build", () => said().includes("building …"));
    await killSyntheses(started.pid);
    await started.waitFor("an end", () => /for this one failed|echo is new/u.test(said()));
    await sayFirst("alive");
    await started.clickUntil("Echo", begins("alive"));
  },
);

/** Kills every process of the CDK app that a start has. */
async function killSyntheses(parent: number): Promise<void> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "pid=,ppid=,args="]);
  for (const line of stdout.split("\n")) {
    const [pid, ppid] = line.trim().split(/\s+/u).map(Number);
    if (pid !== undefined && ppid === parent && line.includes("infra/src/app.ts")) process.kill(pid, "SIGKILL");
  }
}

test("it ends when it is told to, with everything it watches by", { timeout: longestMs }, async () => {
  expect(await started.stop()).toBe(0);
});
