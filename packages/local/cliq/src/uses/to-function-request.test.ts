import { describe, expect, test } from "vitest";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import { callModel, start } from "../testing/call-model.ts";
import { lena, messages, priya, supportChannel } from "../testing/made-up-people.ts";
import { interactionWorlds } from "../worlds.ts";
import type { FunctionUse } from "./function-use.ts";
import type { FunctionPermission, FunctionHandlerType } from "../functions/handler-types.ts";

const url = "https://api.example.com/actions/ring-bell/k3y";
const place = { person: lena, chat: supportChannel };
const form = {
  type: "form",
  name: "bell",
  title: "Ring",
  action: { type: "invoke.function", name: "Ring form" },
  inputs: [
    { type: "text", name: "why", label: "Why" },
    {
      type: "select",
      name: "tone",
      label: "Tone",
      options: [{ label: "High", value: "high" }],
      trigger_on_change: true,
    },
    { type: "checkbox", name: "days", label: "Days", options: [{ label: "Monday", value: "mo" }] },
    { type: "toggle", name: "loud", label: "Loud" },
    { type: "hidden", name: "_context", value: "sealed" },
    { type: "date", name: "until", label: "Until" },
    { type: "dynamic_select", name: "bell", label: "Bell" },
  ],
};
const values = {
  why: "Fire",
  tone: "high",
  days: ["mo"],
  loud: true,
  _context: "sealed",
  bell: { label: "B", value: "b" },
};
const button = {
  label: "Stop",
  hint: "Stops it",
  type: "-",
  key: "k",
  action: { type: "invoke.function", data: { name: "Stop bell" } },
  arguments: { context: "sealed" },
};

/** A Cliq with one form and one button of the registrar's user, each with the handlers that are named. */
function withFunctions(options: CliqModelOptions = {}, permissions: readonly FunctionPermission[] = []) {
  const { model } = callModel(options);
  const { functions } = model.actAs(model.person);
  const fields = { description: "d", execution_type: "webhook", execution_url: url } as const;
  const made = functions.create({ ...fields, name: "Ring form", function_type: "form" }, start);
  const handlers: FunctionHandlerType[] = ["form_submit_handler", "form_change_handler", "form_dynamic_select_handler"];
  const allowed = (type: FunctionHandlerType) =>
    permissions.filter((permission) => permission !== "message" || type === "form_submit_handler");
  for (const type of handlers.slice(1)) functions.addHandler(made.id, { type, permissions: allowed(type) }, start);
  functions.setHandler(made.id, "form_submit_handler", { permissions }, start);
  const { id } = functions.create({ ...fields, name: "Stop bell", function_type: "button" }, start);
  functions.setHandler(id, "button_handler", { permissions }, start);
  const use = (given: FunctionUse) => {
    const { request } = model.toUse(given, start);
    return {
      request,
      event: JSON.parse(request.body) as Record<string, unknown> & { params: Record<string, unknown> },
    };
  };
  return { model, use, functions, buttonId: id };
}

const click: FunctionUse = { ...place, do: "click", button, message: messages.text };
const submit: FunctionUse = { ...place, do: "submit", form, values };

describe("a click on a button", () => {
  test("goes to its function's address, as Zoho's sample has it", () => {
    const { request, event } = withFunctions().use(click);
    expect(request).toMatchObject({ method: "POST", url });
    expect(event).toMatchObject({
      type: "function",
      name: "Stop bell",
      handler: { type: "button_handler" },
      timestamp: start,
    });
    expect(event).not.toHaveProperty("response_url");
    const { environment, access, ...own } = event.params;
    expect(environment).toMatchObject({ data_center: "US" });
    expect(access).toMatchObject({ user_id: lena.id, chat_id: supportChannel.id, message_id: messages.text.id });
    expect(own).toEqual({
      target: { name: "Stop", label: "Stop", hint: "Stops it", key: "k" },
      event: "click",
      arguments: { context: "sealed" },
    });
  });

  test("carries what its handler may see: the one message, the person, the chat", () => {
    const { params } = withFunctions({}, ["chat", "message", "user"]).use(click).event;
    expect(params).toMatchObject({
      message: { is_read: false, id: messages.text.id, type: "text" },
      user: { id: lena.id },
      chat: { id: supportChannel.id },
    });
    expect(params).not.toHaveProperty("messages");
  });

  test("carries what was written into its confirmation", () => {
    const argumentsOf = (options: CliqModelOptions): unknown =>
      withFunctions(options).use({ ...click, input: "It is over" }).event.params["arguments"];
    expect(argumentsOf({})).toEqual({ context: "sealed", input: { value: "It is over" } });
    expect(argumentsOf(interactionWorlds["events of functions in other words"])).toEqual({
      context: "sealed",
      input: "It is over",
    });
  });
});

describe("a submitted form", () => {
  test("carries its values in the documented shapes, and nothing of the message it came from", () => {
    const { event } = withFunctions({}, ["message"]).use(submit);
    expect(event).toMatchObject({ name: "Ring form", handler: { type: "form_handler" } });
    expect(event.params).toMatchObject({
      form: {
        name: "bell",
        action: "submit",
        values: {
          why: "Fire",
          tone: { label: "High", value: "high" },
          days: [{ label: "Monday", value: "mo" }],
          loud: true,
          _context: "sealed",
          bell: { label: "B", value: "b" },
        },
      },
      message: {},
      messgaes: {},
    });
    expect(event.params["access"]).not.toHaveProperty("message_id");
  });

  test("has plain values and other names where Cliq is so", () => {
    const { event } = withFunctions(interactionWorlds["events of functions in other words"]).use(submit);
    expect(event["handler"]).toEqual({ type: "form_submit_handler" });
    expect(event.params["form"]).toMatchObject({
      values: { why: "Fire", tone: { value: "high" }, days: "mo", loud: "true", until: "", bell: "b" },
    });
  });

  test.each([
    ["a value that it needs", { ...values, why: "" }, "Why is needed."],
    ["too long a text", { ...values, why: "x".repeat(101) }, "Why takes at most 100 characters."],
    ["a choice that it does not offer", { ...values, tone: "low" }, "Tone has a choice that is not offered."],
  ])("is not sent without %s", (_, wrong, problem) => {
    expect(() => withFunctions().use({ ...submit, values: wrong })).toThrow(problem);
  });
});

test("a file of a form has an address, which gives as many bytes as it has", () => {
  const { model, use } = withFunctions();
  const inputs = [{ type: "file", name: "files", label: "Files" }];
  const files = [{ name: "a.png", contenttype: "image/png", size: 5 }];
  const { form: sent } = use({ ...place, do: "submit", form: { ...form, inputs }, values: { files } }).event.params;
  const [file] = (sent as { values: { files: { url: string }[] } }).values.files;
  expect(file).toMatchObject({ name: "a.png", contenttype: "image/png", id: expect.any(String) });
  const path = new URL(file?.url ?? "").pathname;
  expect(model.handle({ method: "GET", path, headers: {}, body: "" }, start).body).toHaveLength(5);
});

test("a change names its input and value, and has no address for late replies", () => {
  const { event } = withFunctions({ responseUrl: "present" }, ["chat", "user"]).use({
    ...place,
    do: "change",
    form,
    values,
    input: "tone",
  });
  expect(event).toMatchObject({ handler: { type: "form_change_handler" }, params: { form: { action: "change" } } });
  expect(event.params["target"]).toEqual({ name: "tone", value: { label: "High", value: "high" } });
  expect(event).not.toHaveProperty("response_url");
});

test("a search in a dynamic select names its input and the words", () => {
  const { event } = withFunctions().use({ ...place, do: "search", form, values: {}, input: "bell", query: "bi" });
  expect(event).toMatchObject({ handler: { type: "form_values_handler" }, params: { form: { action: "input" } } });
  expect(event.params["target"]).toEqual({ query: "bi", name: "bell" });
});

test("a form is told of its cancelling only where it asks for that", () => {
  const { use } = withFunctions();
  const cancel = { ...place, do: "cancel", values } as const;
  expect(() => use({ ...cancel, form })).toThrow('The form "bell" does not ask to be told');
  const { event } = use({ ...cancel, form: { ...form, trigger_on_cancel: true } });
  expect(event.params["form"]).toMatchObject({ action: "cancel" });
  const twofold = { ...form, action: undefined, actions: { submit: { name: "Else" }, cancel: { name: "Ring form" } } };
  expect(use({ ...cancel, form: twofold }).event["name"]).toBe("Ring form");
});

test("clicks and submissions name an address for late replies where there is one", () => {
  const { use } = withFunctions(interactionWorlds["late replies by URL, taken once"]);
  for (const given of [click, submit])
    expect(use(given).event["response_url"]).toMatch(/\/v2\/extensions\/2980\/responses\/\d+$/u);
});

describe("a function is not called", () => {
  test("when nobody has one of this name, it is disabled, or of another kind", () => {
    const { use, functions, buttonId } = withFunctions();
    const named = (name: string): FunctionUse => ({
      ...click,
      button: { ...button, action: { type: "invoke.function", data: { name } } },
    });
    expect(() => use(named("Nobody's"))).toThrow('Cliq has no function with the name "Nobody\'s".');
    expect(() => use(named("Ring form"))).toThrow('The function "Ring form" is none for a button.');
    functions.setStatus(buttonId, "disabled", start);
    expect(() => use(click)).toThrow('The function "Stop bell" is disabled.');
  });

  test("by others than its maker, where it is its maker's own", () => {
    const { use, model } = withFunctions(interactionWorlds["functions are their maker's own"]);
    expect(() => use(click)).toThrow("this Cliq lets nobody else call it: Lena Vogt cannot.");
    expect(use({ ...click, person: model.person }).event["name"]).toBe("Stop bell");
  });

  test("when its button names another owner; a star is any", () => {
    const { use, model } = withFunctions();
    const owned = (owner: string): FunctionUse => ({
      ...click,
      button: { ...button, action: { type: "invoke.function", data: { name: "Stop bell", owner } } },
    });
    expect(() => use(owned(priya.email))).toThrow("belongs to Jordan Ellis");
    for (const owner of ["*", model.person.email.toUpperCase()])
      expect(use(owned(owner)).event["type"]).toBe("function");
  });

  test("without the handler that would be asked", () => {
    const { functions, use, model } = withFunctions();
    functions.removeHandler(model.functions()[0]?.id ?? "", "form_change_handler", start);
    expect(() => use({ ...place, do: "change", form, values, input: "tone" })).toThrow(
      'The function "Ring form" has no form_change_handler.',
    );
  });
});
