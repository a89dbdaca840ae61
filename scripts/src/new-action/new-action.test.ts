import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyRepository } from "../testing/copy-repository.ts";
import { type Ended, runCliqIn } from "../testing/run-cliq.ts";

const copy = copyRepository();
const actions = join(copy.root, "packages/actions/src");
afterAll(() => copy.remove());

const newAction = async (...args: string[]): Promise<Ended> =>
  runCliqIn(copy.root, ["new-action", ...args], process.env);
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

test("every variant's folder passes its own tests, the compiler, the linter, the formatter and knip as it is written", async () => {
  for (const [slug, args] of Object.entries(variants)) {
    const { code, stderr } = await newAction(slug, ...args);
    expect(code, stderr).toBe(0);
  }
  const folders = Object.keys(variants).map((slug) => `packages/actions/src/${slug}`);
  run("vitest", "run", ...folders);
  run("tsc", "-p", "packages/actions");
  run("oxlint", "--type-aware", "--deny-warnings", ...folders);
  run("oxfmt", "--check", ...folders);
  run("knip", "--no-config-hints");
  for (const slug of Object.keys(variants)) expect(readdirSync(join(actions, slug)).length).toBeLessThanOrEqual(8);
}, 180_000);

test.each([
  ["a folder that is there", ["made-plain"], /There is .*made-plain already/],
  [
    "a name that another action has",
    ["made-again", "--name", "Made plain"],
    /"made-again" and "made-plain" both declare the name/,
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
  const before = readdirSync(actions);
  const ended = await newAction(...args);
  expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) as string });
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(readdirSync(actions)).toEqual(before);
});

test("what to do next is said, with the secret to put where it calls a system", async () => {
  const { stdout } = await newAction("made-later", "--connection", "desk=https://desk.example.com", "--json");
  const { files, next } = JSON.parse(stdout) as { files: string[]; next: string[] };
  for (const file of files) expect(existsSync(join(copy.root, file))).toBe(true);
  expect(next).toContain("pnpm cliq secret put --stage dev made-later/api-key");
});
