import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyRepository } from "../testing/copy-repository.ts";
import { folderWithConnection } from "../testing/folder-with-connection.ts";
import { runCliq } from "../testing/run-cliq.ts";

const copy = copyRepository();
const actions = join(copy.root, "packages/actions/src");
const taken = await folderWithConnection();
afterAll(() => {
  copy.remove();
  taken.remove();
});

const run = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { cwd: copy.root, encoding: "utf8" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return expect.fail(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  }
};

const variants = {
  "made-plain": [],
  "made-of-links": ["--name", "Made, of links", "--message-types", "link", "--hint", 'Says "yes": what else?'],
  "made-of-files": ["--message-types", "attachment"],
  "made-of-all": [
    "--message-types",
    "text,link,attachment",
    "--multi-select",
    "--hint",
    `It is ${"very ".repeat(22)}long`,
  ],
  "made-by-deluge": ["--deluge", "--multi-select"],
  "made-with-system": ["--connection", "statusPage=https://api.statuspage.example"],
  "made-with-desk": [
    "--connection",
    "desk=https://desk.example.com:8443",
    "--message-types",
    "text,attachment",
    "--multi-select",
  ],
} as const;

test("every variant's folder passes its own tests, the compiler, the linter, the formatter and knip as it is written, and what to do next is said", () => {
  // One process writes them all, so that CDK, the SDK and the actions are loaded once.
  const commands = Object.entries(variants).map(([slug, args]) => ["new-action", slug, ...args, "--json"]);
  writeFileSync(
    join(copy.root, "write-all.ts"),
    `import { cliqProgram } from "./scripts/src/program.ts";
for (const args of ${JSON.stringify(commands)}) await cliqProgram().parseAsync(args, { from: "user" });
`,
  );
  const written = run(process.execPath, "write-all.ts")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { slug: string; files: string[]; next: string[] });
  rmSync(join(copy.root, "write-all.ts"));
  expect(written.map(({ slug }) => slug)).toEqual(Object.keys(variants));
  for (const { files } of written) for (const file of files) expect(existsSync(join(copy.root, file))).toBe(true);
  expect(written.find(({ slug }) => slug === "made-with-system")?.next).toContain(
    "pnpm cliq secret put --stage dev made-with-system/api-key",
  );
  const folders = Object.keys(variants).map((slug) => `packages/actions/src/${slug}`);
  run("vitest", "run", "--no-isolate", "--maxWorkers=1", ...folders);
  run("tsc", "-p", "packages/actions");
  run("oxlint", "--type-aware", "--deny-warnings", ...folders);
  run("oxfmt", "--check", ...folders);
  run("knip", "--no-config-hints");
  for (const slug of Object.keys(variants)) expect(readdirSync(join(actions, slug)).length).toBeLessThanOrEqual(8);
});

test.each([
  ["a folder that is there", ["call-desk"], /There is .*call-desk already/],
  [
    "a name that another action has",
    ["made-again", "--name", "Call desk"],
    /"made-again" and "call-desk" both declare the name|"call-desk" and "made-again" both declare the name/,
  ],
  ["a name that is too long", ["made-long", "--name", "n".repeat(31)], /name has 31 characters; Cliq allows 30/],
  ["a slug with capitals", ["Made"], /^The slug is the name of the folder/],
  [
    "an unknown kind of message",
    ["made-odd", "--message-types", "text,poll"],
    /takes text, link, attachment, not "poll"/,
  ],
  ["an origin with a path", ["made-odd", "--connection", "desk=https://desk.example.com/api"], /origin/],
  [
    "a connection that is a file's name",
    ["made-odd", "--connection", "lambda=https://a.example"],
    /a meaning of its own/,
  ],
  [
    "a connection for a script",
    ["made-odd", "--deluge", "--connection", "desk=https://a.example"],
    /exclude each other/,
  ],
])("%s is refused with a sentence, and nothing is left behind", async (_what, args, sentence) => {
  const before = readdirSync(taken.folder);
  const environment = { ...process.env, CLIQ_ACTIONS_FOLDER: taken.folder };
  const ended = await runCliq(["new-action", ...args], environment);
  expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) as string });
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(readdirSync(taken.folder)).toEqual(before);
});
