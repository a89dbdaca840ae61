import { change, click, invocationOf, outputOf, search, submit } from "@cliq-actions/core/testing";
import { memoryDesk } from "@cliq-actions/desks/testing/memory-desk";
import { expect, test } from "vitest";
import action, { report } from "./action.ts";
import { acknowledge, resolve } from "./incident-card.ts";

const invocation = invocationOf("text-message", {
  message: { ...invocationOf("text-message").message, text: "Mail is down\nSince nine" },
});
const context = { business: "key-of-the-message", messageId: "m1", chat: "#support", author: "Eve" };
const values = {
  title: "Mail is down",
  description: "Since nine",
  severity: { label: "High: work is slowed down", value: "high" },
  service: { label: "Mail", value: "Mail" },
};

test("the form opens with the message's words, and carries what a ticket needs", async () => {
  const form = outputOf(await action.execute(invocation, { desk: memoryDesk() }));
  expect(form).toMatchObject({
    type: "form",
    inputs: [
      { name: "title", value: "Mail is down" },
      { name: "description", value: "Mail is down\nSince nine" },
      { name: "severity", trigger_on_change: true },
      { name: "service", type: "dynamic_select" },
      { name: "people", type: "native_select", data_source: "contacts" },
      { name: "_context" },
    ],
  });
});

test("what is critical asks whom it hits and needs somebody on call", async () => {
  const desk = memoryDesk();
  const critical = { ...values, severity: { label: "Critical", value: "critical" } };
  expect(await change(report, { field: "severity", values: critical, context }, { desk })).toMatchObject({
    actions: [{ type: "add_after", name: "severity", input: { name: "impact" } }],
  });
  expect(await change(report, { field: "severity", values, context }, { desk })).toMatchObject({
    actions: [{ type: "remove", name: "impact" }],
  });
  expect(await submit(report, { values: critical, context }, { desk })).toMatchObject({
    type: "form_error",
    inputs: { people: "Somebody has to be on call for a critical incident." },
  });
});

test("the service is found by a part of its name", async () => {
  const desk = memoryDesk();
  expect(await search(report, { field: "service", query: " SIGN", context }, { desk })).toEqual({
    options: [{ label: "Single sign-on", value: "Single sign-on" }],
  });
});

test("an incident is reported, acknowledged and resolved, and the card shows what is left to do", async () => {
  const desk = memoryDesk();
  const labelsOf = (card: { buttons?: readonly { label: string }[] }): readonly string[] =>
    (card.buttons ?? []).map(({ label }) => label);
  const reported = await submit(
    report,
    { values: { ...values, people: [{ label: "Ann", value: "7" }] }, context },
    { desk },
  );
  expect(reported).toMatchObject({
    card: { title: expect.stringMatching(/^Incident #/) },
    text: expect.stringContaining("Mail is down"),
  });
  expect(labelsOf(reported)).toEqual(["Acknowledge", "Resolve", "Copy number"]);
  const again = await submit(report, { values, context }, { desk });
  expect(again.card).toEqual(reported.card);

  const args = { ticket: context.business };
  const acknowledged = await click(acknowledge, { args }, { desk });
  expect(acknowledged).toMatchObject({
    type: "message_edit",
    slides: [{ data: [{}, { Acknowledged: expect.any(String) }] }],
  });
  expect(labelsOf(acknowledged)).toEqual(["Resolve", "Copy number"]);

  const resolved = await click(resolve, { args, input: "A full disk" }, { desk });
  expect(JSON.stringify(resolved.slides)).toContain("A full disk");
  expect(labelsOf(resolved)).toEqual(["Copy number"]);
});
