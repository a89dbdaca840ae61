import type { Blueprint } from "./blueprint.ts";
import { commentOf, quote, type Sources, typesOf } from "./code-parts.ts";

/** The files of an action that a Deluge script serves. */
export function delugeFiles(blueprint: Blueprint): Sources {
  const { name, hint, multiSelectable } = blueprint;
  return {
    "action.ts": `import { defineDelugeAction } from "@cliq-actions/core";

/** ${commentOf(blueprint)} Its script runs inside Zoho. */
export default defineDelugeAction({
  name: ${quote(name)},
  hint: ${quote(hint)},
  scope: "organization",
  messageTypes: ${typesOf(blueprint)},
${multiSelectable ? "  multiSelectable: true,\n" : ""}  script: "./script.ds",
});
`,
    "script.ds": `response = Map();
response.put("text", "Hello from " + user.get("first_name"));
return response;
`,
    "action.test.ts": `import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import action from "./action.ts";

test("the script answers with a text", () => {
  const script = readFileSync(join(import.meta.dirname, action.script), "utf8");
  expect(script).toMatch(/^response\\.put\\("text", /m);
  expect(script.trimEnd().split("\\n").at(-1)).toBe("return response;");
});
`,
  };
}
