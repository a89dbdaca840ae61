import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { checkDeclaration } from "./check-declaration.ts";
import type { Declaration } from "./declaration.ts";

const good: Declaration = {
  name: "Keep",
  hint: "Keep these messages",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
};

test.each([
  ["name has 31 characters; Cliq allows 30.", { name: "x".repeat(31) }],
  ["name must not be empty.", { name: " " }],
  ["name must not hold control characters.", { name: "a\nb" }],
  ["name must not be empty.", { name: 5 }],
  ["hint has 129 characters; Cliq allows 128.", { hint: "x".repeat(129) }],
  ["messageTypes needs at least 1 of text, link, attachment.", { messageTypes: [] }],
  ['messageTypes holds "video"', { messageTypes: ["video"] }],
  ["messageTypes holds undefined;", { messageTypes: ["text", undefined] }],
  ["permissions holds undefined;", { permissions: [undefined] }],
  ["scope holds undefined; Cliq knows", { scope: undefined }],
  ["messageTypes names the same value twice.", { messageTypes: ["text", "text"] }],
  ['permissions holds "admin"', { permissions: ["admin"] }],
  ['scope holds "world"', { scope: "world" }],
  ['scope "team" needs 1 to 4 teamIds, not 5.', { scope: "team", teamIds: [1, 2, 3, 4, 5] }],
  ['scope "team" needs 1 to 4 teamIds, not 0.', { scope: "team" }],
  ...[2 ** 53, "1a", "a1", "12345678901234567890", undefined].map((id): [string, object] => [
    "teamIds must be whole numbers; write one above 2^53 as a string.",
    { scope: "team", teamIds: [1, id] },
  ]),
  ['teamIds belongs to scope "team" only.', { teamIds: [1] }],
  ["compute.memoryMb must be a whole number from 128 to 3008.", { compute: { memoryMb: 64 } }],
  ["compute.memoryMb must be a whole number from 128 to 3008.", { compute: { memoryMb: 512.5 } }],
  ["compute.timeoutSeconds must be a whole number from 3 to 14.", { compute: { timeoutSeconds: 15 } }],
  ["compute.timeoutSeconds must be a whole number", { compute: { memoryMb: 128, timeoutSeconds: 2 } }],
  ['compute: "cpu" is not one of memoryMb, timeoutSeconds.', { compute: { cpu: 2 } }],
  ["compute must be an object.", { compute: 512 }],
  ["compute must be an object.", { compute: null }],
  [
    '"permission" is not one of name, hint, scope, teamIds, messageTypes, multiSelectable, permissions, execute, functions, compute, background, policy, image, adopt, removalPolicy.',
    { permission: [] },
  ],
  [
    '"permissions" is not one of name, hint, scope, teamIds, messageTypes, multiSelectable, script, image, adopt, removalPolicy.',
    { script: "./script.ds" },
  ],
  ...["0", "x1", "1x", "12345678901234567890"].map((adopt): [string, object] => [
    "adopt must be an id of Cliq's: a text of digits.",
    { adopt },
  ]),
  ['removalPolicy holds "keep"; Cliq knows delete, retain.', { removalPolicy: "keep" }],
  ...["./icon.gif", "icon.png", "./a.png/b.png", "./.png", ["./icon.png"]].map((image): [string, object] => [
    'image must name a file beside action.ts, such as "./image.png".',
    { image },
  ]),
])("what Cliq would refuse throws at once: %s", (message, change) => {
  const check = (): void => checkDeclaration({ ...good, ...change });
  // From a file that is no action's, so no folder is named.
  expect(check).toThrow(`Message action: ${message}`);
  expect(check).toThrow(expect.objectContaining({ code: "invalid_declaration", name: "invalid_declaration" }));
});

test.each<object>([
  { adopt: "1" },
  { adopt: "1234567890123456789", removalPolicy: "delete" },
  { removalPolicy: "retain" },
  { scope: "team", teamIds: [1] },
  { scope: "team", teamIds: [1, "2", "1234567890123456789", 2 ** 53 - 1] },
  { multiSelectable: true, execute: () => undefined, functions: {}, compute: {} },
  ...["./icon.png", "./my-icon.v2.jpg", "./_.jpeg"].map((image) => ({ image })),
])("what Cliq takes passes: %j", (change) => {
  expect(() => checkDeclaration({ ...good, ...change })).not.toThrow();
});

test.each(["./script.ds", "./script.dg"])("a Deluge action with everything it may have passes: %s", (script) => {
  const { permissions: _none, ...rest } = good;
  const kept = { image: "./icon.png", adopt: "5", removalPolicy: "delete" } as const;
  expect(() => checkDeclaration({ ...rest, ...kept, script, multiSelectable: false })).not.toThrow();
  expect(() => checkDeclaration({ ...rest, script: script.slice(2) })).toThrow(
    'script must name a file beside action.ts, such as "./script.ds".',
  );
});

test("the longest legal declaration passes", () => {
  checkDeclaration({
    ...good,
    name: "x".repeat(30),
    hint: "x".repeat(128),
    permissions: ["chat", "message", "user", "location", "attachments"],
    compute: { memoryMb: 3_008, timeoutSeconds: 3 },
  });
});

test("importing a bad action names its folder", async () => {
  const root = mkdtempSync(join(tmpdir(), "declaration-"));
  const folder = join(root, "shout-loudly");
  mkdirSync(folder);
  const index = pathToFileURL(join(import.meta.dirname, "../index.ts")).href;
  const code = `import { defineMessageAction } from ${JSON.stringify(index)};
export default defineMessageAction({ name: "${"x".repeat(31)}", hint: "h", scope: "organization", messageTypes: ["text"], permissions: [], execute: () => undefined });`;
  writeFileSync(join(folder, "action.ts"), code);
  await expect(import(/* @vite-ignore */ join(folder, "action.ts"))).rejects.toMatchObject({
    message: 'Message action in folder "shout-loudly": name has 31 characters; Cliq allows 30.',
    folder: "shout-loudly",
  });
  rmSync(root, { recursive: true });
});
