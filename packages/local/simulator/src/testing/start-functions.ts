import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { people } from "../simulation/people.ts";
import type { Booted } from "../start/boot.ts";
import { registerByHand } from "./register-by-hand.ts";

/** Actions and functions whose answers are made up: a form with every input, and a card with buttons. */
export interface MadeUpFunctions extends AsyncDisposable {
  /** Every event so far, in order. */
  readonly events: readonly FunctionEvent[];
}

/** An event, as far as these tests look into one. */
export interface FunctionEvent {
  readonly type: string;
  readonly name: string;
  readonly handler: { readonly type: string };
  readonly response_url?: string;
  readonly params: Readonly<Record<string, unknown>> & {
    readonly form?: { readonly values: Readonly<Record<string, unknown>>; readonly action: string };
    readonly target?: Readonly<Record<string, unknown>>;
    readonly arguments?: Readonly<Record<string, unknown>>;
  };
}

const call = (name: string): object => ({ type: "invoke.function", name });
const options = (...labels: string[]): object[] => labels.map((label) => ({ label, value: label.toLowerCase() }));
const every = [
  { type: "text", name: "title", label: "Title", hint: "In a few words", placeholder: "What is wrong?" },
  { type: "textarea", name: "words", label: "Description" },
  {
    type: "select",
    name: "severity",
    label: "Severity",
    options: options("Low", "High", "Late", "Other"),
    trigger_on_change: true,
  },
  {
    type: "dynamic_select",
    name: "service",
    label: "Service",
    placeholder: "Type a service",
    trigger_on_change: true,
  },
  { type: "native_select", name: "owner", label: "Owner", data_source: "contacts" },
  { type: "radio", name: "seen", label: "Seen by", options: options("One", "Many") },
  { type: "checkbox", name: "places", label: "Places", options: options("Madrid", "Lyon"), max_selections: 2 },
  { type: "toggle", name: "urgent", label: "Urgent" },
  { type: "number", name: "count", label: "Number" },
  { type: "date", name: "day", label: "Since" },
  { type: "datetime", name: "moment", label: "Noticed at" },
  { type: "phone_number", name: "phone", label: "Call back" },
  { type: "location", name: "place", label: "Where" },
  { type: "file", name: "files", label: "Pictures", mandatory: false },
  { type: "catalogue", name: "part", label: "Part", options: options("Pump", "Pipe") },
  {
    type: "select",
    name: "city",
    label: "City",
    options: options("Lyon, FR", "Rome"),
    value: "lyon, fr",
    mandatory: false,
  },
  { type: "hidden", name: "_context", value: "sealed" },
];
const form = {
  type: "form",
  name: "fault",
  title: "Report a fault",
  hint: "Somebody looks at it within the hour.",
  button_label: "Report",
  inputs: every,
  action: call("Fault form"),
};
const button = (label: string, name: string, more: object = {}): object => ({
  label,
  type: "+",
  action: { type: "invoke.function", data: { name }, ...more },
  arguments: { ticket: "T-1" },
});
const confirm = {
  title: "Resolve the fault?",
  description: "Everybody is told.",
  input: "What was it?",
  button_label: "Resolve it",
  cancel_button_label: "Not yet",
  mandatory: "true",
};
const buttons = [button("Acknowledge", "Fault seen"), button("Resolve", "Fault gone", { confirm })];
const offer = { text: "Nobody looks at it yet", card: { title: "Fault T-1", theme: "modern-inline" }, buttons };

function answerTo({ type, name, handler, params }: FunctionEvent): unknown {
  if (type === "messageaction") return name === "Offer buttons" ? offer : form;
  const values = params.form?.values ?? {};
  switch (handler.type) {
    case "form_handler": {
      if (values["title"] === "bad" || values["title"] === "late")
        return { type: "form_error", text: "This does not work yet.", inputs: { title: "Say more than this." } };
      if (values["title"] === "next")
        return { ...form, name: "more", title: "And more", inputs: [{ type: "text", name: "title", label: "More" }] };
      return { ...offer, text: `Reported: ${String(values["title"])}` };
    }
    case "form_change_handler": {
      const input = { type: "text", name: "who", label: "Who waits", mandatory: true };
      const { severity } = values as { severity?: { value: string } };
      const other = { type: "select", name: "severity", label: "How bad", options: options("Low", "High") };
      const actions =
        severity?.value === "other"
          ? [{ type: "update", name: "severity", input: other }]
          : severity?.value === "high" || severity?.value === "late"
            ? [
                { type: "add_after", name: "severity", input },
                { type: "disable", name: "count" },
              ]
            : [
                { type: "remove", name: "who" },
                { type: "enable", name: "count" },
              ];
      return { type: "form_modification", actions };
    }
    case "form_values_handler": {
      const { query } = params.target as { query: string };
      const found = ["Invoices", "Images", "Search"].filter((one) => one.toLowerCase().includes(query.toLowerCase()));
      return { options: options(...found) };
    }
    default: {
      const state = name === "Fault seen" ? "Somebody looks at it" : "It is over";
      return { type: "message_edit", ...offer, text: state, ...(name === "Fault gone" && { buttons: undefined }) };
    }
  }
}

/** Registers the actions "Offer buttons" and "Fill a form", and what is behind them, in the name of the administrator. */
export async function startFunctions(booted: Booted): Promise<MadeUpFunctions> {
  const events: FunctionEvent[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const event = JSON.parse(Buffer.concat(chunks).toString()) as FunctionEvent;
      events.push(event);
      // After what somebody does meanwhile.
      const { severity, title } = (event.params.form?.values ?? {}) as { severity?: { value: string }; title?: string };
      if (severity?.value === "late" || title === "late") await sleep(1_000);
      response.setHeader("content-type", "application/json").end(JSON.stringify({ output: answerTo(event) }));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions/fault/credential`;
  const now = Date.now();
  const { functions } = booted.cliq.model.actAs(people.scott);
  const made = ["Fault form", "Fault seen", "Fault gone"].map((name, number) => {
    const function_type = number === 0 ? ("form" as const) : ("button" as const);
    const fields = { name, description: "Made by a test", function_type, execution_type: "webhook" as const };
    return functions.create({ ...fields, execution_url: url }, now);
  });
  const [formFunction] = made;
  for (const type of ["form_change_handler", "form_dynamic_select_handler"] as const)
    functions.addHandler(formFunction!.id, { type, permissions: ["user"] }, now);
  for (const { id } of made.slice(1))
    functions.setHandler(id, "button_handler", { permissions: ["message", "user"] }, now);
  const registered = ["Offer buttons", "Fill a form"].map((name) => registerByHand(booted, name, url));
  return {
    events,
    async [Symbol.asyncDispose]() {
      for (const one of registered) one.remove();
      for (const { id } of made) functions.remove(id, Date.now());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
