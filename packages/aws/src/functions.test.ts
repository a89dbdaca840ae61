import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { serve } from "@cliq-actions/cliq/testing/serve";
import {
  card,
  defineButton,
  defineForm,
  defineMessageAction,
  edit,
  type MessageEdit,
  onlyFor,
  text,
  UpstreamFailed,
  UserError,
} from "@cliq-actions/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { functions } from "./functions.ts";
import { serveMessageAction, type WebhookHandler } from "./serve-message-action.ts";
import { logOf } from "./testing/log-of.ts";
import { startSystem, type System } from "./testing/start-system.ts";
import { environment, freshBody, post } from "./testing/webhook.ts";

const before = { ...process.env };
let system: System;
beforeEach(async () => {
  system = await startSystem(() => ({ status: 500 }));
  system.secret = randomBytes(32).toString("base64");
  Object.assign(process.env, environment, {
    FUNCTION_NAMES: JSON.stringify({ report: "Report [dev]", second: "Second [dev]", yes: "Yes [dev]" }),
    PARAMETER_PREFIX: "/product/test",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  });
});
afterEach(async () => {
  vi.useRealTimers();
  process.env = { ...before };
  await system[Symbol.asyncDispose]();
});

let seen: { readonly keys: { readonly business: string } } | undefined;
const yes = defineButton({
  name: "Yes",
  args: { ticket: "string" },
  click(click): MessageEdit {
    seen = click;
    if (click.input === "fail") throw new UpstreamFailed("desk", { status: 503 });
    return edit(card({ title: "Done", text: click.args.ticket, buttons: [yes.button("Again", click.args)] }));
  },
});
const guardedButton = defineButton({ name: "Guarded", permissions: ["user"], click: () => text("done") });
const second = defineForm({
  name: "Second",
  title: "Second",
  inputs: { note: { type: "text", label: "Note" } },
  submit: () => text("done"),
});
const report = defineForm({
  name: "Report",
  title: "Report",
  context: { about: "string" },
  inputs: {
    title: { type: "text", label: "Title", triggerOnChange: true },
    service: { type: "dynamic_select", label: "Service", optional: true },
  },
  async submit(submission, { desk }: { desk: string }) {
    seen = submission;
    const { values, context } = submission;
    if (values.title === "slow") await setTimeout(50);
    if (values.title === "user") throw new UserError("Not this one.");
    if (values.title === "bug") throw new Error("bug");
    if (values.title === "next") return second.open();
    return card({ title: desk, text: context.about, buttons: [yes.button("Yes", { ticket: "T-1" })] });
  },
  change() {
    throw new Error("bug");
  },
  options: {
    service: () => {
      throw new Error("bug");
    },
  },
});
const action = defineMessageAction({
  name: "Test",
  hint: "Opens a form",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  functions: { report, second, yes },
  execute: ({ message }) => (message.text === "plain" ? text("x") : report.open({ context: { about: message.text } })),
});

const served = (): WebhookHandler => serveMessageAction(action, { desk: "desk" }, functions());

interface Output {
  readonly type?: string;
  readonly text?: string;
  readonly name?: string;
  readonly inputs?: readonly { readonly name: string; readonly value: string }[];
  readonly action?: { readonly name: string };
  readonly buttons?: readonly {
    readonly action: { readonly data: object };
    readonly arguments: { readonly context: string };
  }[];
}
const ask = async (handler: WebhookHandler, body: string): Promise<Output> =>
  (JSON.parse((await post(handler, body)).body ?? "") as { output: Output }).output;

const clickOn = (words: string): string => freshBody({ params: { message: { text: words } } });
const eventFor = (name: string, type: string, params: object, person = "130720038"): string =>
  freshBody({
    name,
    type: "function",
    handler: { type },
    params: {
      access: { user_id: person, organization: { type: "company", id: environment.CLIQ_ORGANIZATION_ID } },
      message: {},
      ...params,
    },
  });
const formEvent = (
  sealed: unknown,
  values: object,
  type = "form_handler",
  person?: string,
  more: object = {},
): string =>
  eventFor(
    "Report [dev]",
    type,
    { form: { name: "Report", action: "submit", values: { _context: sealed, ...values } }, ...more },
    person,
  );

async function openForm(handler: WebhookHandler, about = "hello"): Promise<string> {
  const opened = await ask(handler, clickOn(about));
  expect(opened).toMatchObject({ type: "form", action: { type: "invoke.function", name: "Report [dev]" } });
  return opened.inputs?.find(({ name }) => name === "_context")?.value ?? "";
}

test.each(["form_handler", "form_submit_handler"])(
  "a form goes to the person, comes back by %s with its context, and a button of the answer edits it",
  async (spelling) => {
    const handler = served();
    const sealed = await openForm(handler);
    expect(Buffer.from(sealed, "base64url").toString()).toContain("hello");

    const answer = await ask(handler, formEvent(sealed, { title: "Broken" }, spelling));
    expect(answer).toMatchObject({ text: "hello", card: { title: "desk" } });
    const [button] = answer.buttons ?? [];
    expect(button?.action).toEqual({ type: "invoke.function", data: { name: "Yes [dev]" } });

    const edited = await ask(handler, eventFor("Yes [dev]", "button_handler", { arguments: button?.arguments }));
    expect(edited).toMatchObject({ type: "message_edit", text: "T-1", card: { title: "Done" } });
    expect(edited.buttons?.[0]?.action).toEqual({ type: "invoke.function", data: { name: "Yes [dev]" } });
    expect(system.reads.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { Name: "/product/test/test-action/_context-key", WithDecryption: true },
    ]);
  },
);

test("every use of one opened form has one business key, and another one's is another", async () => {
  const handler = served();
  const keyOf = async (sealed: string): Promise<string | undefined> => {
    await ask(handler, formEvent(sealed, { title: `x${Math.random()}` }));
    return seen?.keys.business;
  };
  const sealed = await openForm(handler);
  const first = await keyOf(sealed);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await keyOf(sealed)).toBe(first);
  expect(await keyOf(await openForm(handler, "other"))).not.toBe(first);
});

test("a context of another person, form, action, stage, time or hand is refused with a sentence each", async () => {
  const handler = served();
  const sealed = await openForm(handler);
  const refused = async (body: string, by = handler): Promise<string | undefined> => {
    const { answer, lines } = await logOf(async () => ask(by, body));
    expect(lines).toMatchObject([{ Outcome: "user_error" }]);
    expect(answer).toMatchObject({ type: "form_error", inputs: {} });
    return answer.text;
  };

  expect(await refused(formEvent(sealed, { title: "x" }, "form_handler", "2"))).toContain("somebody else's");
  const ofSecond = { form: { name: "Second", action: "submit", values: { _context: sealed, note: "x" } } };
  expect(await refused(eventFor("Second [dev]", "form_handler", ofSecond))).toContain("another form");
  for (const forged of [
    `${sealed}x`,
    sealed.replace(/.$/, "_"),
    sealed.replace(/^./, "X"),
    sealed.split(".")[0],
    "",
    7,
    undefined,
  ])
    expect(await refused(formEvent(forged, { title: "x" }))).toContain("not of this action");

  // The same key in another stage: what is sealed says for whom.
  process.env.STAGE = "other";
  expect(await refused(formEvent(sealed, { title: "x" }), served())).toContain("not of this action");
  process.env.STAGE = "test";

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3_600_000 });
  expect(await refused(formEvent(sealed, { title: "x" }))).toContain("too old");
});

test("what a form's code throws leaves the form open under a sentence; its other handlers show nothing; the log has all of it", async () => {
  const handler = served();
  const sealed = await openForm(handler);
  const failed = async (body: string): Promise<{ answer: Output; outcome: unknown }> => {
    const { answer, lines } = await logOf(async () => ask(handler, body));
    return { answer, outcome: lines[0]?.Outcome };
  };

  expect(await failed(formEvent(sealed, { title: "user" }))).toEqual({
    answer: { type: "form_error", text: "Not this one.", inputs: {} },
    outcome: "user_error",
  });
  expect(await failed(formEvent(sealed, { title: "bug" }))).toEqual({
    answer: { type: "form_error", text: "Something went wrong. (ref 7f3a1c2e)", inputs: {} },
    outcome: "bug",
  });
  const target = { target: { name: "title" } };
  expect(await failed(formEvent(sealed, {}, "form_change_handler", undefined, target))).toEqual({
    answer: { type: "form_modification", actions: [] },
    outcome: "bug",
  });
  const typed = { target: { name: "service", query: "x" } };
  for (const type of ["form_values_handler", "form_dynamic_select_handler"])
    expect(await failed(formEvent(sealed, {}, type, undefined, typed))).toEqual({
      answer: { options: [] },
      outcome: "bug",
    });

  const answer = await ask(handler, formEvent(sealed, { title: "x" }));
  const clicked = { arguments: { ...answer.buttons?.[0]?.arguments, input: "fail" } };
  expect(await failed(eventFor("Yes [dev]", "button_handler", clicked))).toMatchObject({
    answer: { type: "banner", status: "failure", text: "The desk is not answering. Try again. (ref 7f3a1c2e)" },
    outcome: "upstream_failed",
  });
});

test("a call that nobody understands is answered in words", async () => {
  const handler = served();
  const sealed = await openForm(handler);
  for (const body of [
    eventFor("Other", "button_handler", {}),
    eventFor("Yes [dev]", "applet_button_handler", {}),
    eventFor("Yes [dev]", "toString", {}),
    formEvent(sealed, {}, "form_view_handler"),
    freshBody({ type: "function", handler: undefined as never }),
    freshBody({ type: "function", name: 7 as never, handler: { type: "button_handler" } }),
  ]) {
    expect(await ask(handler, body)).toMatchObject({
      type: "banner",
      text: expect.stringContaining("does not understand"),
    });
  }
});

test("without its key or its names nothing is opened and nobody is served, and the next click tries again", async () => {
  system.secret = undefined;
  const handler = served();
  const { answer, lines } = await logOf(async () => ask(handler, clickOn("hello")));
  expect(answer.text).toContain("not set up yet");
  expect(lines).toMatchObject([
    { Outcome: "misconfigured", error: { detail: expect.stringContaining("_context-key is missing") } },
  ]);
  expect(await ask(handler, clickOn("plain"))).toEqual({ text: "x" });

  system.secret = "c2hvcnQ=";
  expect((await ask(handler, clickOn("hello"))).text).toContain("not set up yet");
  system.secret = randomBytes(32).toString("base64");
  expect((await ask(handler, clickOn("hello"))).type).toBe("form");

  process.env.FUNCTION_NAMES = "{}";
  expect((await ask(handler, clickOn("hello"))).text).toContain("not set up yet");
});

test("an answer with a form that is not the action's is refused, and so is one without functions()", async () => {
  const other = defineMessageAction({
    name: "Other",
    hint: "Opens another action's form",
    scope: "organization",
    messageTypes: ["text"],
    permissions: ["message"],
    functions: { yes },
    execute: () => second.open(),
  });
  const { lines } = await logOf(async () => ask(serveMessageAction(other, undefined, functions()), clickOn("x")));
  expect(lines).toMatchObject([
    { Outcome: "invalid_reply", error: { detail: expect.stringContaining('names "Second"') } },
  ]);
  // @ts-expect-error -- the form needs the desk
  await logOf(async () => ask(serveMessageAction(action, undefined), clickOn("x")));
  const without = await logOf(async () => ask(serveMessageAction(action, { desk: "d" }), clickOn("x")));
  expect(without.lines).toMatchObject([
    { Outcome: "invalid_reply", error: { detail: expect.stringContaining("functions()") } },
  ]);
});

test("a button names its function's owner where the stage tells it", async () => {
  process.env.FUNCTION_OWNER = "ops@example.com";
  const handler = served();
  const answer = await ask(handler, formEvent(await openForm(handler), { title: "x" }));
  expect(answer.buttons?.[0]?.action.data).toEqual({ name: "Yes [dev]", owner: "ops@example.com" });
});

test("who may not use the action may not use its forms and buttons", async () => {
  const guarded = defineMessageAction({
    name: "Guarded",
    hint: "Is for one company",
    scope: "organization",
    messageTypes: ["text"],
    permissions: ["message", "user"],
    policy: onlyFor({ emailDomains: ["zylcal.com"] }),
    functions: { yes: guardedButton },
    execute: () => text("x", { buttons: [guardedButton.button("Yes")] }),
  });
  const handler = serveMessageAction(guarded, undefined, functions());
  const { buttons = [] } = await ask(handler, clickOn("x"));
  const clickBy = (email: string): string =>
    eventFor("Yes [dev]", "button_handler", {
      arguments: buttons[0]?.arguments,
      user: { id: "1", first_name: "Ann", email },
    });
  expect(await ask(handler, clickBy("ann@zylcal.com"))).toEqual({ text: "done" });
  const { answer, lines } = await logOf(async () => ask(handler, clickBy("ann@elsewhere.com")));
  expect(answer).toMatchObject({ type: "banner", status: "failure" });
  expect(lines).toMatchObject([{ Outcome: "not_allowed" }]);
});

test("while an action is paused its forms say so as their handlers can, and nothing is done", async () => {
  const sent = formEvent(await openForm(served()), { title: "x" });
  process.env.PAUSED = "This action is paused. Later.";
  try {
    const { answer, lines } = await logOf(async () => ask(served(), sent));
    expect(answer).toEqual({ type: "form_error", text: "This action is paused. Later.", inputs: {} });
    expect(lines).toMatchObject([{ Outcome: "paused" }]);
    expect((await ask(served(), clickOn("x"))).text).toBe("This action is paused. Later.");
    // What a pause may be for.
    system.secret = undefined;
    expect(await ask(served(), sent)).toMatchObject({ text: "This action is paused. Later." });
  } finally {
    delete process.env.PAUSED;
  }
});

test("what the key takes is taken from the time for the work, so that Cliq still hears of it", async () => {
  const handler = served();
  const sent = formEvent(await openForm(handler), { title: "slow" });
  const { secret } = system;
  await using store = await serve((_incoming, outgoing) => {
    void setTimeout(800).then(() => outgoing.end(JSON.stringify({ Parameter: { Value: secret } })));
  });
  const shortly: (by: WebhookHandler) => WebhookHandler = (by) => async (event, context) =>
    by(event, { ...context, getRemainingTimeInMillis: () => 1_500 });
  // Work of 50 ms has 500.
  await expect.poll(async () => ask(shortly(handler), sent), { timeout: 10_000 }).toMatchObject({ text: "hello" });
  process.env.AWS_ENDPOINT_URL_SSM = store.origin;
  expect(await ask(shortly(served()), sent)).toMatchObject({
    type: "form_error",
    text: expect.stringContaining("The action is not answering."),
  });
});

test("an event that does not say who clicked opens nothing", async () => {
  const params = { access: { organization: { id: environment.CLIQ_ORGANIZATION_ID } }, user: {} };
  expect((await ask(served(), freshBody({ params }))).text).toContain("did not say who you are");
});
