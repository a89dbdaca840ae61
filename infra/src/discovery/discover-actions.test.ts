import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { discoverActions } from "./discover-actions.ts";

const core = new URL(import.meta.resolve("@cliq-actions/core")).href;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "discover-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content = "export {};\n"): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

function declaration(name: string): string {
  return `import { banner, defineMessageAction } from ${JSON.stringify(core)};
export default defineMessageAction({ name: ${JSON.stringify(name)}, hint: "Does it", scope: "organization",
  messageTypes: ["text"], permissions: [], execute: () => banner("done") });\n`;
}

function delugeDeclaration(more = ""): string {
  return `import { defineDelugeAction } from ${JSON.stringify(core)};
export default defineDelugeAction({ name: "Note", hint: "Notes it", scope: "organization", messageTypes: ["text"], script: "./script.ds", ${more} });\n`;
}

async function writeAction(slug: string, name: string): Promise<void> {
  await write(`${slug}/action.ts`, declaration(name));
  await write(`${slug}/lambda.ts`);
}

describe("discoverActions", () => {
  test("sorts by slug and ignores files and dot-folders", async () => {
    await writeAction("second", "B");
    await writeAction("first", "A");
    await write("infra.ts");
    await write(".cache/anything");
    await write("first/infra.ts", "export default () => {};\n");
    const found = await discoverActions(folder);
    expect(found.map(({ slug, action }) => [slug, action.name])).toEqual([
      ["first", "A"],
      ["second", "B"],
    ]);
    expect(found.map((one) => typeof ("infra" in one ? one.infra : undefined))).toEqual(["function", "undefined"]);
  });

  test("a folder that is not there has no actions", async () => {
    expect(await discoverActions(join(folder, "nothing"))).toEqual([]);
  });

  test("connections are read beside the action", async () => {
    await writeAction("call", "Call");
    const declared = '{ board: { origin: "https://board.example", secret: "api-key" } }';
    await write("call/connections.ts", `export default ${declared};`);
    expect(await discoverActions(folder)).toMatchObject([
      { slug: "call", connections: { board: { origin: "https://board.example", secret: "api-key" } } },
    ]);
  });

  test("a Deluge action is a folder with its script and no lambda.ts", async () => {
    await write("note/action.ts", delugeDeclaration('image: "./icon.png"'));
    await write("note/script.ds", "return Map();");
    await write("note/icon.png", "png");
    const found = await discoverActions(folder);
    expect(found).toMatchObject([
      {
        slug: "note",
        action: { kind: "deluge-action", name: "Note" },
        script: join(folder, "note/script.ds"),
        image: join(folder, "note/icon.png"),
      },
    ]);
  });

  test.each([
    [
      "no script",
      { "note/action.ts": delugeDeclaration() },
      'Action folder "note" needs its script ./script.ds: there is no such file.',
    ],
    [
      "a script of more than 250 KB",
      { "note/action.ts": delugeDeclaration(), "note/script.ds": "x".repeat(256_001) },
      "it has 256001 bytes, at most 256000 are possible.",
    ],
    [
      "an image that is missing",
      { "note/action.ts": delugeDeclaration('image: "./icon.png"'), "note/script.ds": "x" },
      'Action folder "note" needs its image ./icon.png',
    ],
    [
      "a function of ours beside a script",
      { "note/action.ts": delugeDeclaration(), "note/script.ds": "x", "note/lambda.ts": "" },
      'Action folder "note" has a lambda.ts, but its script runs inside Zoho',
    ],
  ])("refuses a Deluge action with %s", async (_what, files, sentence) => {
    for (const [path, content] of Object.entries(files)) await write(path, content);
    await expect(discoverActions(folder)).rejects.toThrow(sentence);
  });

  test.each([
    ["no action.ts", { "broken/lambda.ts": "" }, 'Action folder "broken" has no action.ts'],
    ["no lambda.ts", { "broken/action.ts": declaration("A") }, 'Action folder "broken" has no lambda.ts'],
    ["an empty folder", { "empty/.keep": "" }, 'Action folder "empty" has no action.ts'],
    [
      "a default export that is no action",
      { "odd/action.ts": "export default {};", "odd/lambda.ts": "" },
      'Action folder "odd" has an action.ts whose default export is not a message action',
    ],
    [
      "a file that throws",
      { "odd/action.ts": "throw new Error('boom');", "odd/lambda.ts": "" },
      'Action folder "odd" cannot be read, because action.ts fails on import: boom',
    ],
    [
      "a file that throws something with its folder's name in it",
      { "odd/action.ts": "throw new Error('no \"odd\" here');", "odd/lambda.ts": "" },
      'Action folder "odd" cannot be read, because action.ts fails on import: no "odd" here',
    ],
    [
      "a file that loads another folder's, where the name is too long",
      {
        "long/action.ts": declaration("n".repeat(31)),
        "long/lambda.ts": "",
        "a/action.ts": 'export { default } from "../long/action.ts";',
      },
      'Action folder "a" cannot be read, because action.ts fails on import: Message action in folder "long": name has',
    ],
    [
      "a name that is too long",
      { "long/action.ts": declaration("n".repeat(31)), "long/lambda.ts": "" },
      '"long": name has 31 characters; Cliq allows 30.',
    ],
    [
      "a bad examine in infra.ts",
      {
        "odd/action.ts": declaration("A"),
        "odd/lambda.ts": "",
        "odd/infra.ts": "export default () => {}; export const examine = 1;",
      },
      'Action folder "odd" has an infra.ts whose examine is not a function',
    ],
    [
      "a bad infra.ts",
      { "odd/action.ts": declaration("A"), "odd/lambda.ts": "", "odd/infra.ts": "export default 1;" },
      'Action folder "odd" has an infra.ts whose default export is not a function',
    ],
    [
      "the name of the stage's own access",
      { "oauth/action.ts": declaration("A") },
      'Action folder "oauth" cannot have',
    ],
    [
      "connections that are none",
      { "odd/action.ts": declaration("A"), "odd/lambda.ts": "", "odd/connections.ts": "export default [];" },
      'Action folder "odd" has a connections.ts whose default export is not connections',
    ],
    [
      "connections that nobody checked",
      {
        "odd/action.ts": declaration("A"),
        "odd/lambda.ts": "",
        "odd/connections.ts": 'export default { board: { origin: "http://board.example" } };',
      },
      'Action folder "odd" has a connections.ts that cannot be deployed: ',
    ],
    [
      "a folder name with capitals",
      { "Bad/action.ts": declaration("A"), "Bad/lambda.ts": "" },
      'Action folder "Bad" needs a name of lower-case letters',
    ],
    [
      "a folder called as what every object has",
      { "constructor/action.ts": "" },
      'Action folder "constructor" cannot have',
    ],
    [
      "connections beside a script",
      { "note/action.ts": delugeDeclaration(), "note/script.ds": "x", "note/connections.ts": "" },
      'Action folder "note" has a connections.ts, but its script runs inside Zoho: remove it.',
    ],
    [
      "an action that nobody checked",
      { "odd/action.ts": 'export default { kind: "message-action", execute() {} };', "odd/lambda.ts": "" },
      'Action folder "odd" has an action.ts that cannot be deployed: ',
    ],
    [
      "a script's declaration that nobody checked",
      { "odd/action.ts": 'export default { kind: "deluge-action" };' },
      'Action folder "odd" has an action.ts that cannot be deployed: ',
    ],
    [
      "the promise of an action",
      {
        "odd/action.ts": `${declaration("A").replace("export default", "const action =")}export default Promise.resolve(action);`,
        "odd/lambda.ts": "",
      },
      'Action folder "odd" has an action.ts whose default export is not a message action',
    ],
    [
      "what does not compile",
      { "odd/action.ts": "export default {{{ ;", "odd/lambda.ts": "" },
      'Action folder "odd" cannot be read, because action.ts fails on import: ',
    ],
    ["a folder name of 41 characters", { [`${"a".repeat(41)}/action.ts`]: "" }, "at most 40 in all"],
  ])("refuses %s with one sentence", async (_what, files, sentence) => {
    for (const [path, content] of Object.entries(files)) await write(path, content);
    const failure = await discoverActions(folder).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "invalid_declaration", message: expect.stringContaining(sentence) });
    expect((failure as Error).message).not.toContain("\n");
  });

  test("a link counts as what it leads to, and one that leads nowhere is refused", async () => {
    await write("elsewhere/kept/action.ts", declaration("Kept"));
    await write("elsewhere/kept/lambda.ts");
    await mkdir(join(folder, "actions"));
    await symlink(join(folder, "elsewhere/kept"), join(folder, "actions/linked"), "junction");
    expect(await discoverActions(join(folder, "actions"))).toMatchObject([{ slug: "linked" }]);
    await symlink(join(folder, "nowhere"), join(folder, "actions/lost"), "junction");
    await expect(discoverActions(join(folder, "actions"))).rejects.toThrow("lost is a link that leads nowhere");
  });

  test("a file in the place of the folder of actions is refused", async () => {
    await write("actions");
    await expect(discoverActions(join(folder, "actions"))).rejects.toThrow("is not a folder of action folders");
  });

  test("refuses two folders that claim one name, however written, naming both", async () => {
    await writeAction("keep", "Keep");
    await writeAction("keep-copy", " keep ");
    await expect(discoverActions(folder)).rejects.toThrow(
      'Action folders "keep" and "keep-copy" both declare the name "keep": give one of them another name.',
    );
  });
});
