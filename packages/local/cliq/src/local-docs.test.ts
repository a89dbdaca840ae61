import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chatOperations } from "./posting/chat-operations.ts";
import { deliveryFaultKinds } from "./delivery/delivery-fault.ts";
import { faultKinds } from "./faults/fault.ts";
import { handlerTypeNames } from "./functions/handler-types.ts";
import { inputTypes } from "./invocation/form-schema.ts";
import { buttonData, slideTypes } from "./invocation/message-schema.ts";
import { problemOfOutput } from "./invocation/problems-of-output.ts";
import { readReply } from "./invocation/read-reply.ts";
import { operationNames } from "./operation-name.ts";
import { lockMs } from "./rest/threshold.ts";
import { controls } from "./server/handle-control.ts";
import { operations } from "./server/handle-rest.ts";
import { longestInvocationMs, maxAnswerBytes } from "./server/send-invocation.ts";
import { callModel, idOf, jsonOf, start, tokenOf, webhookAction, webhookFunction } from "./testing/call-model.ts";
import { cliqWorlds, interactionWorlds } from "./worlds.ts";

const whole = readFileSync(new URL("../../../../docs/local.md", import.meta.url), "utf8");
const page = whole.split("## How Cliq differs here")[1];

/** The words in backticks of a row of the page's table, up to where prose begins. */
function listed(row: string): string[] {
  const [, cell = ""] = new RegExp(`^\\| ${row}[^|]*\\| ([^|]*) \\|$`, "mu").exec(page ?? "") ?? [];
  return [...(cell.split(":")[0] ?? "").matchAll(/`([^`]+)`/gu)].map(([, word = ""]) => word);
}

const routesBelow = (root: string): string[] =>
  operations
    .filter(({ path }) => path.startsWith(root))
    .map(({ method, path }) => `${method} ${path.replace(/\{\w+_TYPE\}/u, "{type}").replace(/\{\w+_ID\}/u, "{id}")}`);
const ofRest = new Set<string>(operations.map(({ name }) => name));

test.each([
  ["message actions", routesBelow("/messageactions")],
  ["functions", routesBelow("/functions")],
  ["chats", routesBelow("/chats")],
  ["handlers of functions", handlerTypeNames],
  ["accounts", operationNames.filter((name) => !ofRest.has(name))],
  ["slides of a reply", Object.keys(slideTypes)],
  ["buttons of a reply", Object.keys(buttonData)],
  ["inputs of a form", Object.keys(inputTypes)],
  ["control surface", Object.keys(controls)],
])("docs/local.md lists the %s that there are, and no others", (row, there) => {
  expect(listed(row).toSorted()).toEqual([...there].toSorted());
});

/** The rows of a table of docs/local.md, by the word in backticks that each begins with. */
function rowsOf(heading: string): Record<string, string> {
  const [, rows = ""] =
    new RegExp(`^\\| ${heading} \\| \\|\\n\\|[-|]+\\|\\n((?:\\|.*\\|\\n)+)`, "mu").exec(whole) ?? [];
  return Object.fromEntries(
    [...rows.matchAll(/^\| `([\w-]+)`(?: \(`(\w+)`\))? \| (.*) \|$/gmu)].map(([, kind = "", takes, says = ""]) => [
      kind,
      takes === undefined ? says : `${takes}: ${says}`,
    ]),
  );
}

test("docs/local.md tells each kind of fault in the kind's own words", () => {
  const told = (kinds: Readonly<Record<string, { says: string; takes?: string }>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(kinds).map(([kind, { says, takes }]) => [kind, takes === undefined ? says : `${takes}: ${says}`]),
    );
  expect(rowsOf("delivery")).toEqual(told(deliveryFaultKinds));
  expect(rowsOf("call")).toEqual(told(faultKinds));
});

const { model, call } = callModel();
const now = start;
const person = model.person;
const chat = { id: "1", title: "Chat", type: "chat", members: [person] } as const;
const file = { name: "a.png", id: "f", contentType: "image/png", size: 1 };
const said = { id: "1", sender: person, time: now, type: "text", text: "words" } as const;
const script = "info 1;";
const deluge = idOf(call("POST", "/messageactions", { name: "D", hint: "h", message_types: ["text"] }));
const onFiles = idOf(call("POST", "/messageactions", webhookAction({ name: "F", message_types: ["attachment"] })));

function exchangeCode(): Record<string, unknown> {
  const code = model.issueGrantCode(now);
  const { clientId: client_id, clientSecret: client_secret } = model;
  const given = new URLSearchParams({ grant_type: "authorization_code", client_id, client_secret, code });
  return jsonOf(model.handle({ method: "POST", path: "/oauth/v2/token", headers: {}, body: String(given) }, now));
}

function attachmentBytes(): number {
  const attachment = { id: "2", sender: person, time: now, type: "attachment", file } as const;
  call("PATCH", `/messageactions/${onFiles}/handlers/execution_handler`, { permissions: ["attachments"] });
  const { body } = model.toInvocationRequest({ actionId: onFiles, person, chat, messages: [attachment] }, now);
  const { params } = JSON.parse(body) as { params: { attachments: [{ url: string }] } };
  const path = new URL(params.attachments[0].url).pathname;
  return model.handle({ method: "GET", path, headers: {}, body: "" }, now).body.length;
}

const seenBy = (lagMs: number): number => {
  const { call: ask, model: other } = callModel({ listDelayMs: lagMs });
  ask("POST", "/messageactions", webhookAction());
  const { data } = jsonOf(ask("GET", "/messageactions", undefined, tokenOf(other, other.addClient(), now)));
  return (data as unknown[]).length;
};

/** Every statement of the page's second table, and what it comes to; one that is new on the page is not among them. */
const statements: Readonly<Record<string, () => readonly [is: unknown, shouldBe: unknown]>> = {
  "404, as an address that is not there: bots, channels, messages, users and every other part": () => {
    const answers = ["bots", "channels", "messages", "users", "nowhere"].map((part) => call("GET", `/${part}`));
    return [new Set(answers.map(({ status, body }) => `${status} ${body}`)).size, 1];
  },
  "Handlers that nothing of an action leads to are registered and never called: views of forms, buttons of widgets":
    () => {
      const widget = idOf(call("POST", "/functions", webhookFunction({ name: "W", function_type: "widget_button" })));
      const button = { label: "W", type: "+", action: { type: "invoke.function", data: { name: "W" } } };
      const click = (): unknown => model.toUse({ do: "click", button, message: said, person, chat }, now);
      return widget === "" ? [widget, "a widget"] : [click, "throws"];
    },
  "Deluge scripts are kept and not run": () => {
    const handler = `/messageactions/${deluge}/handlers/execution_handler`;
    call("PATCH", handler, { script });
    return [jsonOf(call("GET", handler))["data"], expect.objectContaining({ script })];
  },
  "The bytes of files are made up, as many as their messages say": () => [attachmentBytes(), file.size],
  "Keys of a reply that no document of Zoho names pass": () => [problemOfOutput({ text: "x", made_up: 1 }), undefined],
  "one data centre (US), whatever the stage says": () => [exchangeCode()["api_domain"], "https://www.zohoapis.com"],
  "every person of the demonstration sees every action at once, without consent, unless a list is told to lag": () => [
    [seenBy(0), seenBy(1_000)],
    [1, 0],
  ],
  "a grant code asks for nobody's consent": () => [exchangeCode()["refresh_token"], expect.any(String)],
  [`any reply within ${longestInvocationMs / 1_000} s counts, of up to ${maxAnswerBytes / 2 ** 20} MiB`]: () => [1, 1],
  "a parameter behind an address that no document has, or one that is there twice, is refused (UNKNOWN of Cliq)":
    () => [
      ["?offset=1", "?limit=5&limit=5", "?limit=5"].map((query) => call("GET", `/messageactions${query}`).status),
      [400, 400, 200],
    ],
  "of two documented limits the smaller one counts (a text of 5,000 characters, a label of 20)": () => {
    const button = (label: string) => ({ label, type: "+", action: { type: "copy", data: { text: "x" } } });
    const long = (chars: number): string => "x".repeat(chars);
    const replies = [5_000, 5_001].map((chars) => ({ text: long(chars) }));
    const labelled = [20, 21].map((chars) => ({ text: "x", buttons: [button(long(chars))] }));
    return [[...replies, ...labelled].map((reply) => problemOfOutput(reply) === undefined), [true, false, true, false]];
  },
  "an `execution_url` may be `http://127.0.0.1`, and no redirect of it is followed": () => [
    call("POST", "/messageactions", webhookAction({ name: "L", execution_url: "http://127.0.0.1:1/x" })).status,
    200,
  ],
  "a refused reply is an explanation instead of whatever Cliq would show": () => {
    const headers = { "content-type": "application/json" };
    return [readReply({ status: 200, headers, body: '{"output":{}}' }).problem, expect.any(String)];
  },
  "texts without anything that shows, half characters, headers of a table or inputs of a form with one name, and requests and answers in another encoding than UTF-8 are refused (UNKNOWN of Cliq)":
    () => {
      const input = { type: "text", name: "a", label: "A", hint: "h" };
      const table = { type: "table", title: "T", data: { headers: ["A", "A"], rows: [] } };
      const replies = [
        { text: " \u200B" },
        { text: "half \uD83D" },
        { text: "x", slides: [table] },
        { type: "form", name: "f", title: "F", action: { type: "invoke.function" }, inputs: [input, input] },
      ];
      const latin = {
        status: 200,
        headers: { "content-type": "application/json; charset=iso-8859-1" },
        body: '{"output":""}',
      };
      return [
        [...replies.map((reply) => problemOfOutput(reply)), readReply(latin).problem],
        [
          expect.stringContaining("something in it"),
          expect.stringContaining("whole characters"),
          expect.stringContaining("headers[1]"),
          expect.stringContaining("inputs[1]"),
          expect.stringContaining("UTF-8"),
        ],
      ];
    },
  "a lock lasts its whole five minutes, ten of them after posting": () => [
    [lockMs, chatOperations[0]?.lockMs],
    [300_000, 600_000],
  ],
};

test("docs/local.md says of the local Cliq what is so, and nothing that this test does not know", () => {
  const rows = (page?.split("as far as anybody knows:")[1] ?? "").split("\n").filter((row) => /^\| [a-z]/.test(row));
  const [unknown = "", ...known] = rows.map((row) => row.split(" | ")[1]?.replace(/ \|$/, "") ?? "").toReversed();
  expect(known.flatMap((cell) => cell.split(/; |\. /)).toSorted()).toEqual(Object.keys(statements).toSorted());
  for (const [statement, look] of Object.entries(statements)) {
    const [is, shouldBe] = look();
    if (shouldBe === "throws") expect(is, statement).toThrow();
    else expect(is, statement).toEqual(shouldBe);
  }
  const varied = new Set(Object.values({ ...cliqWorlds, ...interactionWorlds }).flatMap((world) => Object.keys(world)));
  expect(new Set([...unknown.matchAll(/`(\w+)`/g)].map(([, name]) => name))).toEqual(varied);
});

test("no operation is left out of the page's rows", () => {
  expect(["/messageactions", "/functions", "/chats"].flatMap(routesBelow)).toHaveLength(operations.length);
});
