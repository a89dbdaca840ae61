import { expect, test } from "vitest";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import { callModel, start, webhookAction } from "../testing/call-model.ts";
import { lena, messages, supportChannel } from "../testing/made-up-people.ts";
import { interactionWorlds } from "../worlds.ts";

function clicked(options: CliqModelOptions) {
  const { model, call } = callModel(options);
  call("POST", "/messageactions", webhookAction());
  const actionId = model.actions()[0]?.id ?? "";
  const choice = { actionId, person: lena, chat: supportChannel, messages: [messages.text] };
  const { response_url: url } = JSON.parse(model.toInvocationRequest(choice, start).body) as { response_url: string };
  const reply = (body: string, at = start, path = new URL(url).pathname): number =>
    model.handle({ method: "POST", path, headers: {}, body }, at).status;
  return { model, reply };
}

test("a late reply is read as the answer would have been, and a problem of it is kept", () => {
  const { model, reply } = clicked({ responseUrl: "present" });
  expect(reply('{"output":{"text":"done"}}')).toBe(200);
  expect(reply('{"output":{"type":"message_edit","text":"done"}}')).toBe(200);
  expect(reply('{"text":"done"}')).toBe(200);
  expect(model.lateReplies().map(({ output, problem }) => [output, problem])).toEqual([
    [{ text: "done" }, undefined],
    [expect.anything(), expect.stringContaining("cannot reply with the type")],
    [undefined, 'The answer is not in the envelope {"output": …}.'],
  ]);
});

test("an address that no event has named takes nothing", () => {
  const { model, reply } = clicked({ responseUrl: "present" });
  expect(reply('{"output":""}', start, "/v2/extensions/2980/responses/17202823900615741410013820")).toBe(404);
  expect(model.lateReplies()).toEqual([]);
});

test("an address may take one reply only, and only for a while", () => {
  const world = interactionWorlds["late replies by URL, taken once"];
  const { reply } = clicked(world);
  expect([reply('{"output":""}'), reply('{"output":""}')]).toEqual([200, 404]);
  expect(clicked(world).reply('{"output":""}', start + world.responseUrlLifetimeMs + 1)).toBe(404);
});
