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
  ["hint has 129 characters; Cliq allows 128.", { hint: "x".repeat(129) }],
  ["messageTypes needs at least 1 of text, link, attachment.", { messageTypes: [] }],
  ['messageTypes holds "video"', { messageTypes: ["video"] }],
  ["messageTypes names the same value twice.", { messageTypes: ["text", "text"] }],
  ['permissions holds "admin"', { permissions: ["admin"] }],
  ['scope holds "world"', { scope: "world" }],
  ['scope "team" needs 1 to 4 teamIds, not 5.', { scope: "team", teamIds: [1, 2, 3, 4, 5] }],
  ["teamIds must be whole numbers", { scope: "team", teamIds: [2 ** 53] }],
  ['teamIds belongs to scope "team" only.', { teamIds: [1] }],
  ["compute.memoryMb must be a whole number from 128 to 3008.", { compute: { memoryMb: 64 } }],
  ["compute.memoryMb must be a whole number from 128 to 3008.", { compute: { memoryMb: 512.5 } }],
  ["compute.timeoutSeconds must be a whole number from 3 to 14.", { compute: { timeoutSeconds: 15 } }],
  ['compute: "cpu" is not one of memoryMb, timeoutSeconds.', { compute: { cpu: 2 } }],
  ["compute must be an object.", { compute: 512 }],
  ['"permission" is not one of name, hint', { permission: [] }],
])("what Cliq would refuse throws at once: %s", (message, change) => {
  expect(() => checkDeclaration({ ...good, ...change } as unknown as Declaration)).toThrow(message);
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
  await expect(import(/* @vite-ignore */ join(folder, "action.ts"))).rejects.toThrow(
    'Message action in folder "shout-loudly": name has 31 characters',
  );
  rmSync(root, { recursive: true });
});
