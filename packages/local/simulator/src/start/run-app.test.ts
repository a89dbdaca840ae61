import { expect, test } from "vitest";
import { toReason } from "./run-app.ts";

test("what a failed app said is read without excerpts and stack frames", () => {
  const said = [
    "Bundling asset cliq-actions-local/first/Webhook/Function/Code/Stage...",
    "file:///work/packages/actions/src/discover-actions.ts:20",
    "    throw new InvalidDeclaration(sentence);",
    "          ^",
    "",
    'InvalidDeclaration: The folders "first" and "second" both declare the name "Keep". Give one another name.',
    "    at discoverActions (file:///work/packages/actions/src/discover-actions.ts:20:9)",
    "    at async file:///work/infra/src/app.ts:11:16 {",
    "  code: 'invalid_declaration'",
    "}",
    "",
    "Node.js v24.21.0",
  ].join("\n");
  expect(toReason(said)).toBe(
    'InvalidDeclaration: The folders "first" and "second" both declare the name "Keep". Give one another name.',
  );
});

test("what of the rooms below is no TypeScript has its place", () => {
  const said = [
    "node:internal/process/promises:394",
    "    triggerUncaughtException(",
    "    ^",
    "",
    "file:///work/packages/core/src/reply/message.ts:73",
    "",
    "const = 3;",
    "      ^",
    "",
    "SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Unexpected token `=`.",
    "    at parseTypeScript (node:internal/modules/typescript:72:36)",
    "",
    "Node.js v24.21.0",
  ].join("\n");
  expect(toReason(said, "/work")).toBe(
    "SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Unexpected token `=`. (packages/core/src/reply/message.ts:73:7)",
  );
});
