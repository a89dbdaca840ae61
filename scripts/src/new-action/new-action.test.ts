import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { folderWithConnection } from "../testing/folder-with-connection.ts";
import { runCliq } from "../testing/run-cliq.ts";
import { toBlueprint } from "./blueprint.ts";
import { isOwnName } from "./connection-files.ts";
import { filesOf } from "./write-action.ts";

const taken = await folderWithConnection();
afterAll(() => taken.remove());

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
  ...["note", "new", "handler", "upstreamFailed"].map((name): [string, string[], RegExp] => [
    `a connection named ${name}`,
    ["made-odd", "--connection", `${name}=https://a.example`],
    /the action's own code uses/,
  ]),
  ["a slug that Windows takes for a device", ["nul"], /Windows takes no folder named nul/],
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

test("a folder that cannot be formatted is taken away whole", async () => {
  const before = readdirSync(taken.folder);
  // A formatter that ends without having done anything, as one does that cannot read a file.
  const preload = join(taken.folder, "..", "no-formatter.cjs");
  writeFileSync(preload, 'if (/oxfmt/.test(process.argv[1] ?? "")) process.exit(1);\n');
  const environment = {
    ...process.env,
    CLIQ_ACTIONS_FOLDER: taken.folder,
    NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
  };
  const ended = await runCliq(["new-action", "made-plain"], environment);
  expect(ended).toEqual({
    code: 1,
    stdout: "",
    stderr: "The formatter cannot read what this name and hint make: nothing was written. Choose plainer ones.\n",
  });
  expect(readdirSync(taken.folder)).toEqual(before);
});

const blueprint = toBlueprint("made-odd", { name: 'X */ "y"', hint: "*/", connection: ["desk=https://a.example"] });

test("no name that the generated code uses can be a connection's, and others can", () => {
  const own =
    "note user message new delete card expect failure test fakes fake reply posted connect connection handler";
  expect(own.split(" ").filter((name) => !isOwnName(name, blueprint))).toEqual([]);
  expect(["desk", "statusPage", "orders", "crm"].filter((name) => isOwnName(name, blueprint))).toEqual([]);
});

test("no name or hint ends a comment of the generated code", () => {
  const code = [
    ...Object.values(filesOf(blueprint)),
    ...Object.values(filesOf({ ...blueprint, connection: undefined })),
  ];
  const outside = (text: string): string => text.replaceAll(/\/\*\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"/g, "");
  for (const text of code) expect(outside(text)).not.toContain("*/");
});
