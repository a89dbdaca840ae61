import type { Blueprint, Wanted } from "./blueprint.ts";
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

// Words that the language keeps for itself, and the globals that the files use.
const kept =
  "arguments async await break case catch class const continue debugger default delete do else enum eval export extends false finally for function get if implements import in instanceof interface let new null of package private protected public return set static super switch this throw true try typeof undefined var void while with yield Promise Error";

/** Whether the files of an action use a connection's name, or its type's, for something else already. */
export function isOwnName(name: string, blueprint: Blueprint): boolean {
  const stranger = { name: "zzStranger", origin: "https://api.example.com" };
  const code = Object.values(connectionFiles(blueprint, stranger))
    .join("\n")
    .replaceAll(/\/\*\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"/g, "");
  const own = new Set([...(code.match(/[a-zA-Z_$][\w$]*/g) ?? []), ...kept.split(" ")]);
  return own.has(name) || own.has(name.charAt(0).toUpperCase() + name.slice(1));
}

/** The files of an action that calls a system outside AWS. */
export function connectionFiles(blueprint: Blueprint, wanted: Wanted): Sources {
  const { name, multiSelectable: several } = blueprint;
  const system = wanted.name;
  const Port = system.charAt(0).toUpperCase() + system.slice(1);
  const file = system.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const words = textOf(blueprint.messageTypes);
  const note = several ? `messages.map((message) => ${words.includes("?") ? `(${words})` : words}).join("\\n")` : words;
  return {
    "connections.ts": `import { defineConnections } from "@cliq-actions/core";

/** The systems that ${quoteInComment(name)} calls. */
export default defineConnections({
  ${system}: { origin: ${quote(wanted.origin)}, secret: "api-key" },
});
`,
    "action.ts": `import { card, defineMessageAction } from "@cliq-actions/core";
import type { ${Port} } from "./${file}.ts";

/** ${commentOf(blueprint)} */
export default defineMessageAction({
  name: ${quote(name)},
  hint: ${quote(blueprint.hint)},
  scope: "organization",
  messageTypes: ${typesOf(blueprint)},
  permissions: ["message", "user"],
${several ? "  multiSelectable: true,\n" : ""}
  async execute({ ${several ? "messages" : "message"}, user }, { ${system} }: { ${system}: ${Port} }) {
    const note = await ${system}.post(${note}, user.name);
    return card({ title: ${quote(name)}, text: \`Posted as \${note.id}\` });
  },
});
`,
    [`${file}.ts`]: `/** What the action needs of the system; {@link rest${Port}} is the real one. */
export interface ${Port} {
  /** Posts a note; its id. */
  post(text: string, author: string): Promise<{ readonly id: string }>;
}
`,
    [`rest-${file}.ts`]: `import { type Connection, UpstreamFailed } from "@cliq-actions/core";
import type { ${Port} } from "./${file}.ts";

/** {@link ${Port}} by its HTTP API: one \`POST /notes\`. */
export function rest${Port}(connection: Connection): ${Port} {
  return {
    async post(text, author) {
      const response = await connection.send({ method: "POST", path: "/notes", json: { text, author } });
      if (response.status !== 201) throw new UpstreamFailed(${quote(system)}, { status: response.status });
      const { id } = response.json() as { readonly id?: unknown };
      if (typeof id !== "string") throw new UpstreamFailed(${quote(system)}, { status: "no id" });
      return { id };
    },
  };
}
`,
    "lambda.ts": `import { connect } from "@cliq-actions/aws/connect";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import connections from "./connections.ts";
import { rest${Port} } from "./rest-${file}.ts";

const { ${system} } = connect(connections);

/** The Lambda function behind ${quoteInComment(name)}. */
export const handler = serveMessageAction(action, { ${system}: rest${Port}(${system}) });
`,
    "fake.ts": `import { defineFakes } from "@cliq-actions/local-aws/define-fakes";

/** Answers for the system in tests and under \`pnpm start\`; it keeps what it is sent. */
export default defineFakes({
  connections: {
    ${system}: () => {
      const notes: unknown[] = [];
      return {
        secret: "a-key-for-this-laptop",
        answer(request) {
          if (request.headers.authorization !== "Bearer a-key-for-this-laptop") return { status: 401 };
          if (request.method !== "POST" || request.path !== "/notes") return { status: 404 };
          notes.push(request.json());
          return { status: 201, json: { id: \`note-\${notes.length}\` } };
        },
      };
    },
  },
});
`,
    "action.test.ts": `import { invocationOf, outputOf } from "@cliq-actions/core/testing";
import { expect, test } from "vitest";
import action from "./action.ts";
import type { ${Port} } from "./${file}.ts";

test("what the message says is posted, and the person is told its id", async () => {
  const posted: string[] = [];
  const ${system}: ${Port} = {
    post: (text, author) => Promise.resolve({ id: String(posted.push(\`\${author}: \${text}\`)) }),
  };
  const reply = await action.execute(invocationOf(${quote(firstEvent(blueprint))}), { ${system} });
  expect(posted).toEqual([expect.stringContaining(${quote(`Scott Fisher: ${messageOf(blueprint)}`)})]);
  expect(outputOf(reply)).toMatchObject({ text: "Posted as 1" });
});
`,
    [`rest-${file}.test.ts`]: `import { connectTo } from "@cliq-actions/aws/testing/connect-to";
import { UpstreamFailed } from "@cliq-actions/core";
import { startFake } from "@cliq-actions/local-aws/define-fakes";
import { afterAll, expect, test } from "vitest";
import fakes from "./fake.ts";
import { rest${Port} } from "./rest-${file}.ts";

const fake = await startFake(fakes.connections.${system});
afterAll(() => fake.close());
const ${system} = rest${Port}(connectTo(${quote(system)}, fake));

test("a note is posted and has an id", async () => {
  expect(await ${system}.post("It is down", "Scott")).toEqual({ id: "note-1" });
  expect(fake.requests.at(-1)?.json()).toEqual({ text: "It is down", author: "Scott" });
});

test("a refusal is the system's failure, with its status", async () => {
  fake.failNext({ status: 422 });
  const failure = await ${system}.post("It is down", "Scott").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UpstreamFailed);
  expect(failure).toMatchObject({ system: ${quote(system)}, status: 422 });
});
`,
  };
}
