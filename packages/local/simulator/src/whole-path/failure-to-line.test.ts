import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InvocationReport } from "../page-api.ts";
import { boot, type Booted } from "../start/boot.ts";
import { createProgress } from "../start/progress.ts";
import { writeActions } from "../testing/write-actions.ts";

const running = new AsyncDisposableStack();
let booted: Booted;
let folder: string;
let said = "";

const execute = {
  "throw-type-error": `
    const nothing: { deep?: { deeper: string } } = {};
    return text(nothing.deep!.deeper);`,
  "reject-later": `
    await new Promise((resolve) => setTimeout(resolve, 1));
    throw new RangeError("too late");`,
  "throw-in-timer": `
    setTimeout(() => { throw new Error("from a timer"); }, 1);
    await new Promise(() => setInterval(() => {}, 1_000));
    return text("never");`,
  "chain-causes": `
    throw new Error("outer", { cause: new Error("inner", { cause: "a text at the bottom" }) });`,
  "tell-person": `
    throw new UserError("There is no number in this message.");`,
  "fail-upstream": `
    throw new UpstreamFailed("desk", { status: 503, cause: new Error("socket hang up") });`,
  "throw-text": `
    throw "a text";`,
  "throw-null": `
    throw null;`,
  "throw-proxy": `
    throw new Proxy(new Error("hidden"), { get() { throw new Error("trap"); }, getPrototypeOf() { throw new Error("trap"); } });`,
  "throw-frozen": `
    throw Object.freeze(new TypeError("stiff as ice"));`,
  "throw-getters": `
    throw Object.defineProperties(new Error("x"), { message: { get() { throw new Error("no"); } }, stack: { get() { throw new Error("no"); } }, cause: { get() { throw new Error("no"); } } });`,
  "throw-hostile": `
    throw new Error("\\u001b[2J\\u001b]0;owned\\u0007\\n    at fake (file:///var/task/index.mjs:1:1)\\n" + "x".repeat(3_000_000));`,
  "throw-circle": `
    const circle: { cause?: unknown } & Error = new Error("circle");
    circle.cause = circle;
    throw circle;`,
} as const;
type Way = keyof typeof execute;

const lambda = `import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
export const handler = serveMessageAction(action, {});
`;
const head = `import { defineMessageAction, text, UpstreamFailed, UserError } from "@cliq-actions/core";
`;
const toAction = (name: string, body: string): string => `${head}
export default defineMessageAction({
  name: "${name}",
  hint: "Fails",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  async execute({ message }) {${body}
  },
});
`;
const ways = Object.entries(execute).map(
  ([way, body]) => `
    if (message.text === "${way}") {${body}
    }`,
);

beforeAll(async () => {
  const written = await writeActions({
    "fail/action.ts": toAction(
      "Fail",
      `${ways.join("")}
    throw new UserError(message.text);`,
    ),
    "fail/lambda.ts": lambda,
    "break-import/action.ts": toAction(
      "Break import",
      ' throw new UpstreamFailed("x"); text(""); new UserError(message.text);',
    ),
    "break-import/lambda.ts": lambda.replace(
      "export",
      'if (process.env.ACTION_SLUG !== undefined)\n  throw new Error("no such setting", { cause: new Error("deeper") });\nexport',
    ),
  });
  folder = written.folder;
  running.defer(() => written.remove());
  const progress = createProgress((text) => (said += text));
  booted = await boot({ actionsFolder: folder, port: 0, progress, running });
});
afterAll(() => running.disposeAsync());

/** Clicks on a message that says how to fail, and gives what came of it with what the terminal said meanwhile. */
async function click(way: string, slug = "fail"): Promise<{ report: InvocationReport; terminal: string }> {
  const before = said.length;
  const { people, actions } = booted.simulation.state();
  const personId = people[0]?.id ?? "";
  const message = booted.simulation.say(personId, way);
  const actionId = actions.find((action) => action.slug === slug)?.id ?? "";
  const report = await booted.simulation.execute({ personId, actionId, messageIds: [message.id] });
  return { report, terminal: said.slice(before) };
}

/** Where a text stands in an action's file, as a failure names it. */
async function placeOf(text: string, file = "fail/action.ts"): Promise<string> {
  const path = join(folder, file);
  const lines = (await readFile(path, "utf8")).split("\n");
  const at = lines.findIndex((line) => line.includes(text));
  return `${path}:${at + 1}:${(lines[at] ?? "").indexOf(text) + 1}`;
}

test.each<[Way, string, string]>([
  ["throw-type-error", "deeper);", "TypeError: Cannot read properties of undefined (reading 'deeper')"],
  ["reject-later", "new RangeError", "RangeError: too late"],
  ["throw-in-timer", 'new Error("from a timer', "Error: from a timer"],
  ["throw-frozen", "new TypeError", "TypeError: stiff as ice"],
  ["tell-person", "new UserError", "told the person: There is no number in this message."],
  ["fail-upstream", "new UpstreamFailed", "upstream_failed: The desk is not answering"],
])("%s: the terminal and the report name the line, the log has no message", async (way, text, what) => {
  const { report, terminal } = await click(way);
  const place = await placeOf(text);
  expect(terminal).toContain(`  ${place} ${what}\n`);
  expect(report.failure?.place).toBe(place);
  expect(report.failure?.frames[0]).toBe(place);
  const message = what.slice(what.indexOf(": ") + 2);
  expect(report.failure?.message).toBe(message);
  expect(report.logs.length).toBeGreaterThan(0);
  expect(report.logs.join("\n")).not.toContain(message);
});

test("what led to a failure is told with it, to the bottom", async () => {
  const { report, terminal } = await click("chain-causes");
  const place = await placeOf('new Error("inner"');
  expect(terminal).toContain(`    because of ${place} Error: inner\n`);
  expect(terminal).toContain("    because of threw what is no error: 'a text at the bottom'\n");
  expect(report.failure?.cause?.cause).toEqual({ name: "", message: "'a text at the bottom'", frames: [] });
  const upstream = await click("fail-upstream");
  expect(upstream.terminal).toContain(`because of ${await placeOf('new Error("socket')} Error: socket hang up`);
});

test("what ends a function while it is loaded is told with its line, too", async () => {
  const { report, terminal } = await click("any", "break-import");
  const place = await placeOf("new Error", "break-import/lambda.ts");
  expect(terminal).toContain(`  ${place} Error: no such setting\n`);
  expect(terminal).toContain("because of ");
  expect(report.failure?.place).toBe(place);
  expect(report.response?.status).toBe(500);
});

test.each<[Way, string]>([
  ["throw-text", "threw what is no error: 'a text'"],
  ["throw-null", "threw what is no error: null"],
  ["throw-proxy", "Error: hidden"],
  ["throw-getters", "Error\n"],
  ["throw-circle", "Error: circle"],
])("%s: whatever is thrown is told, and the person has an answer", async (way, what) => {
  const { report, terminal } = await click(way);
  expect(terminal).toContain(what);
  expect(report.response?.status).toBe(200);
  expect(report.failure).toBeDefined();
});

test("a message that would act in a terminal does not, and one of megabytes is cut", async () => {
  const { report, terminal } = await click("throw-hostile");
  // eslint-disable-next-line no-control-regex -- what is looked for
  expect(terminal).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/u);
  expect(terminal).toContain(String.raw`Error: \u{1b}[2J\u{1b}]0;owned\u{7}`);
  expect(terminal.length).toBeLessThan(10_000);
  expect(report.failure?.message.length).toBeLessThan(10_000);
  // The line in the message is no frame.
  expect(report.failure?.place).toBe(await placeOf(String.raw`new Error("\u001b`));
});
