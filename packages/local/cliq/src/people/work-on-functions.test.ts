import { expect, test } from "vitest";
import { callModel, jsonOf, webhookFunction } from "../testing/call-model.ts";
import { priya } from "../testing/made-up-people.ts";

test("what a person does to functions in Cliq's pages shows in the API, and spends nothing of a locked budget", () => {
  const { model, call, clock } = callModel({ thresholds: { createFunction: 0 } });
  expect(call("POST", "/functions", webhookFunction()).status).toBe(429);
  const hands = model.actAs(model.person).functions;
  const { id } = hands.create(webhookFunction(), clock.now);
  hands.edit(id, { name: "Renamed" }, clock.now);
  hands.setHandler(id, "form_submit_handler", { permissions: ["chat"] }, clock.now);
  hands.addHandler(id, { type: "form_view_handler", permissions: ["user"] }, clock.now);
  hands.addHandler(id, { type: "form_change_handler", permissions: [] }, clock.now);
  hands.removeHandler(id, "form_change_handler", clock.now);
  hands.setStatus(id, "disabled", clock.now);
  expect(jsonOf(call("GET", `/functions/${id}`))["data"]).toMatchObject({
    name: "Renamed",
    status: "disabled",
    handlers: [{ type: "form_submit_handler" }, { type: "form_view_handler" }],
  });
  expect(model.functions()[0]?.handlers[0]?.permissions).toEqual(["chat"]);
  hands.remove(id, clock.now);
  expect(model.functions()).toEqual([]);
  expect(model.calls()).toHaveLength(2);
});

test("a person can change another's function there, which the API does not show them", () => {
  const { model, clock } = callModel();
  const { id } = model.actAs(model.person).functions.create(webhookFunction(), clock.now);
  model.actAs(priya).functions.edit(id, { execution_url: "https://elsewhere.example/x" }, clock.now);
  expect(model.functions()[0]).toMatchObject({
    executionUrl: "https://elsewhere.example/x",
    creator: { id: model.person.id },
  });
});

test("what Cliq would refuse throws a sentence", () => {
  const { model, clock } = callModel();
  const hands = model.actAs(priya).functions;
  const { id } = hands.create(webhookFunction(), clock.now);
  expect(() => hands.create(webhookFunction(), clock.now)).toThrow("A function with this name already exists.");
  expect(() => hands.removeHandler(id, "form_submit_handler", clock.now)).toThrow(
    "Default handlers cannot be deleted.",
  );
  expect(() => hands.setHandler(id, "form_view_handler", {}, clock.now)).toThrow(
    "handler was not found for this function",
  );
  expect(() => hands.edit("1", {}, clock.now)).toThrow("Cliq has no function with the id 1.");
});

test("a script written by hand is what the API reads back from a Deluge action", () => {
  const { model, call, clock } = callModel();
  const hands = model.actAs(model.person);
  const { id } = hands.create({ name: "Ring bell", hint: "h", message_types: ["text"] }, clock.now);
  hands.setScript(id, "return Map();", clock.now);
  expect(jsonOf(call("GET", `/messageactions/${id}/handlers/execution_handler`))["data"]).toEqual({
    name: "execution_handler",
    script: "return Map();",
    function_id: id,
  });
});
