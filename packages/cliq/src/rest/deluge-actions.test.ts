import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { httpsSender } from "../http/https-sender.ts";
import { connectMessageActions } from "./connect-message-actions.ts";
import type { MessageActionClient } from "./message-action-client.ts";
import type { DelugeActionFields } from "./message-action-fields.ts";

const send = httpsSender();
const fields: DelugeActionFields = {
  name: "Count words",
  hint: "Count this message",
  scope: "personal",
  multi_selectable: false,
  message_types: ["text"],
  execution_type: "deluge",
};

let cliq: FakeCliq;
let client: MessageActionClient;
beforeEach(async () => {
  cliq = await startFakeCliq();
  const token = async () => cliq.model.issueAccessToken(Date.now());
  client = connectMessageActions({
    origin: cliq.cliqUrl,
    tokens: { current: token, refused: token },
    send,
    clock: systemClock,
  });
});
afterEach(async () => cliq.stop());

async function create(): Promise<string> {
  const created = await client.create(fields);
  if (!created.ok) throw new Error(created.error.message);
  expect(created.value).toMatchObject({ execution_type: "deluge", name: "Count words" });
  return created.value.id;
}

it("a Deluge action is made without a URL, its script written to the handler and read back", async () => {
  const id = await create();
  const script = `response = Map();\nresponse.put("text", "${"é".repeat(1_000)}");\nreturn response;`;
  expect(await client.updateHandler(id, { script })).toEqual({ ok: true, value: { script } });
  expect(await client.getHandler(id)).toEqual({ ok: true, value: { script } });
  expect(cliq.model.actions()).toMatchObject([{ executionType: "deluge", script }]);
  expect(cliq.model.actions()[0]?.executionUrl).toBeUndefined();
});

it("a script edited by hand is what the handler reads", async () => {
  const id = await create();
  await client.updateHandler(id, { script: "return Map();" });
  cliq.model.actAs(cliq.model.person).setScript(id, "return null;", Date.now());
  expect(await client.getHandler(id)).toEqual({ ok: true, value: { script: "return null;" } });
});

it("a script beyond 250 KB, and permissions for a Deluge action, are Cliq's refusals", async () => {
  const id = await create();
  expect(await client.updateHandler(id, { script: "x".repeat(250 * 1024 + 1) })).toMatchObject({
    ok: false,
    error: { kind: "refused", code: "invalid_inputs" },
  });
  expect(await client.updateHandler(id, { permissions: ["user"] })).toMatchObject({
    ok: false,
    error: { kind: "refused", code: "execution_handler_update_failed" },
  });
});
