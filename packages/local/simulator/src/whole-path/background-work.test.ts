import type { FakeChat, FakeMessage, FakePerson } from "@cliq-actions/fake-cliq";
import { backgroundActions } from "@cliq-actions/infra/testing/test-actions";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { countRows } from "../testing/read-stage.ts";
import { type Stage, startStage } from "../testing/start-stage.ts";

const person: FakePerson = {
  id: "60011",
  firstName: "Ana",
  lastName: "Gil",
  email: "ana.gil@example.com",
  language: "en",
  country: "us",
  timezone: "UTC",
};
const chat: FakeChat = { id: "CT_1_2-B1", title: "Support", type: "channel", members: [person] };
const running = new AsyncDisposableStack();
let stage: Stage;
let stack: LocalStack;
let messages = 0;

beforeAll(async () => {
  const options = { seed: 79, person, chats: [chat], responseUrl: "present", responseUrlUses: 1 } as const;
  stage = await startStage(running, options, backgroundActions);
  stack = await stage.aws.deploy(stage.stack);
}, 240_000);
afterAll(() => running.disposeAsync());

/** Clicks on a message of its own, and gives the answer's output. */
async function click(slug: string, text: string, at = Date.now()): Promise<{ output: unknown; message: FakeMessage }> {
  messages += 1;
  const message: FakeMessage = { id: `17900000000${messages}_5`, type: "text", text, sender: person, time: at };
  const actionId = stage.cliq.model.actions().find((action) => slugOf(action) === slug)?.id ?? "";
  const { response } = await stage.cliq.execute({ actionId, person, chat, messages: [message], at });
  return { output: (JSON.parse(response?.body ?? "null") as { output: unknown }).output, message };
}

const patience = { timeout: 60_000, interval: 100 };
const lateOutputs = (): unknown[] => stage.cliq.model.lateReplies().map(({ output }) => output);

test("a click is acknowledged at once, done once, and its reply comes to the address of the click", async () => {
  const { output } = await click("keep-later", "It is broken");
  expect(output).toMatchObject({ type: "banner", text: '"It is broken" is being kept.' });
  await vi.waitFor(
    () => expect(lateOutputs()).toMatchObject([{ text: "It is broken", card: { title: "Note kept" } }]),
    patience,
  );
  // A note and a job.
  await vi.waitFor(async () => expect(await countRows(stage, stack, "keep-later")).toBe(2), patience);
  expect(stage.cliq.model.posts()).toEqual([]);
});

test("what the action explains is told after the click, as a failure", async () => {
  await click("keep-later", "!explain it");
  await vi.waitFor(
    () =>
      expect(lateOutputs().at(-1)).toMatchObject({
        type: "banner",
        status: "failure",
        text: "That is not to be kept.",
      }),
    patience,
  );
});

test("a click without such an address is answered in its chat, as a reply to its message, by the access that the keeper made", async () => {
  const message: FakeMessage = { id: "1790000000000_77", type: "text", text: "No address", sender: person, time: 1 };
  const actionId = stage.cliq.model.actions().find((action) => slugOf(action) === "keep-later")?.id ?? "";
  const choice = { actionId, person, chat, messages: [message], at: Date.now() };
  const request = stage.cliq.model.toInvocationRequest(choice, Date.now());
  const { response_url: address, ...event } = JSON.parse(request.body) as Record<string, unknown>;
  expect(address).toMatch(/^http/);
  await stage.cliq.send({ ...request, body: JSON.stringify(event) });
  await vi.waitFor(
    () =>
      expect(stage.cliq.model.posts()).toMatchObject([
        { chatId: chat.id, replyTo: message.id, output: { text: "No address", card: { title: "Note kept" } } },
      ]),
    patience,
  );
});

test("work that is only late is done at once where it is soon, else after the click", async () => {
  expect((await click("wait", "0 seconds")).output).toMatchObject({ text: "Waited 0 seconds." });
  const before = lateOutputs().length;
  // Cliq has waited for nine of its fifteen seconds already.
  expect((await click("wait", "3 seconds", Date.now() - 9_000)).output).toMatchObject({ text: "It takes a while." });
  await vi.waitFor(() => expect(lateOutputs().slice(before)).toEqual([{ text: "Waited 3 seconds." }]), patience);
});
