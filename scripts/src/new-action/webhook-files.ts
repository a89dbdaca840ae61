import type { Blueprint } from "./blueprint.ts";
import {
  commentOf,
  firstEvent,
  messageOf,
  quote,
  quoteInComment,
  type Sources,
  textOf,
  typesOf,
} from "./code-parts.ts";

/** The files of an action that answers by itself. */
export function webhookFiles(blueprint: Blueprint): Sources {
  const { name, multiSelectable: several } = blueprint;
  const words = textOf(blueprint.messageTypes);
  const answer = several
    ? `text(messages.map((message) => \`\${message.sender.name}: \${${words}}\`).join("\\n"))`
    : `text(\`\${message.sender.name}: \${${words}}\`)`;
  return {
    "action.ts": `import { defineMessageAction, text } from "@cliq-actions/core";

/** ${commentOf(blueprint)} */
export default defineMessageAction({
  name: ${quote(name)},
  hint: ${quote(blueprint.hint)},
  scope: "organization",
  messageTypes: ${typesOf(blueprint)},
  permissions: ["message"],
${several ? "  multiSelectable: true,\n" : ""}
  execute({ ${several ? "messages" : "message"} }) {
    return ${answer};
  },
});
`,
    "lambda.ts": `import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";

/** The Lambda function behind ${quoteInComment(name)}. */
export const handler = serveMessageAction(action, {});
`,
    "action.test.ts": `import { invocationOf, outputOf } from "@cliq-actions/core/testing";
import { expect, test } from "vitest";
import action from "./action.ts";

test("the answer says who wrote what", async () => {
  const reply = await action.execute(invocationOf(${quote(firstEvent(blueprint))}), {});
  expect(outputOf(reply).text).toContain(${quote(`Scott Fisher: ${messageOf(blueprint)}`)});
});
`,
  };
}
