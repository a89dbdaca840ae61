import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { generateKeyPairSync, verify } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { startFakeCliq, type FakeCliq } from "./start-fake-cliq.ts";
import { messages, priya, supportChannel } from "../testing/made-up-people.ts";
import { type DeliveryFault, deliveryFaultKinds } from "../delivery/delivery-fault.ts";

interface Received {
  readonly path: string;
  readonly signature: string | undefined;
  readonly body: string;
  readonly at: number;
}

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** An action that keeps what it receives, in front of a Cliq that signs. */
async function startAction(words: (count: number) => string = () => "Done", options: { timeoutMs?: number } = {}) {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void keep(incoming, outgoing);
  });
  const keep = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const at = Date.now();
    const body = await text(incoming);
    const signature = incoming.headers["x-cliq-signature"] as string | undefined;
    received.push({ path: incoming.url ?? "", signature, body, at });
    outgoing.setHeader("content-type", "application/json");
    outgoing.end(JSON.stringify({ output: { text: words(received.length) } }));
  };
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const cliq = await startFakeCliq({ signingKey: privateKey, invocationTimeoutMs: options.timeoutMs ?? 15_000 });
  onTestFinished(() => cliq.stop());
  const make = (name: string): string => {
    const admin = cliq.model.actAs(priya);
    const { id } = admin.create(
      {
        name,
        hint: "h",
        scope: "organization",
        message_types: ["text"],
        execution_type: "webhook",
        execution_url: `http://127.0.0.1:${port}/actions/ring-bell/k3y`,
      },
      Date.now(),
    );
    admin.setPermissions(id, ["message", "user"], Date.now());
    return id;
  };
  const id = make("Ring bell");
  const click = (actionId = id) =>
    cliq.execute({ actionId, person: priya, chat: supportChannel, messages: [messages.text] });
  return { cliq, click, received, make };
}

const eventOf = ({ body }: Received): { timestamp: number; params: Record<string, unknown> } => JSON.parse(body);
const isSigned = ({ body, signature = "" }: Received): boolean =>
  verify("sha256", Buffer.from(body), publicKey, Buffer.from(signature, "base64"));
const control = (cliq: FakeCliq, method: string, path: string, input: object = {}): Promise<Response> =>
  fetch(`${cliq.cliqUrl}/_fake/${path}`, { method, ...(method === "GET" ? {} : { body: JSON.stringify(input) }) });

/** What of the first event of a click shows that the fault happened. */
const seen: Readonly<
  Record<keyof typeof deliveryFaultKinds, (events: readonly Received[], cliq: FakeCliq) => unknown>
> = {
  late: ([event]) => event !== undefined && event.at - eventOf(event).timestamp >= 6 * 60_000,
  repeated: ([one, other]) => one !== undefined && one.body === other?.body && one.signature === other.signature,
  "wrong-credential": ([event]) => event?.path === "/actions/ring-bell/xxx",
  unsigned: ([event]) => event?.signature === undefined,
  "other-organization": ([event], { organizationId }) =>
    event !== undefined &&
    (eventOf(event).params["access"] as { organization: { id: string } }).organization.id !== organizationId,
  "without-consent": ([event]) =>
    event !== undefined && Object.keys(eventOf(event).params).join() === "environment,access",
  slow: ([event]) => event !== undefined && event.at - eventOf(event).timestamp >= 2_900,
  "lost-answer": (events) => events.length === 1,
};

test.each(Object.keys(deliveryFaultKinds) as DeliveryFault["kind"][])(
  "%s happens on one click, is told with it, and is over after that",
  async (kind) => {
    const { cliq, click, received } = await startAction();
    cliq.model.injectDelivery({ kind });
    const { faults } = await click();
    expect(faults).toEqual([{ kind, did: expect.stringMatching(/^The .+\.$/) }]);
    expect(seen[kind](received, cliq)).toBe(true);
    if (kind !== "unsigned") expect(received.every(isSigned)).toBe(true);
    received.length = 0;
    const after = await click();
    expect([after.faults, after.output, received.length]).toEqual([undefined, { text: "Done" }, 1]);
    expect(seen[kind](received, cliq)).toBe(kind === "lost-answer");
  },
);

test("an event arrives as often as a fault says, each time as a click of its own, and the first answer is the person's", async () => {
  const { cliq, click, received } = await startAction((count) => `Answer ${count}`);
  const told: string[] = [];
  cliq.onInvocation((_, choice) => ({ output, faults }) => {
    told.push(`${choice?.person.id} ${(output as { text: string }).text} ${faults?.[0]?.did}`);
  });
  cliq.model.injectDelivery({ kind: "repeated", copies: 5 });
  expect((await click()).output).toEqual({ text: "Answer 1" });
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(told).toEqual(
    [1, 2, 3, 4, 5].map(
      (number) => `${priya.id} Answer ${number} The same event was sent 5 times; this is number ${number}.`,
    ),
  );
});

test("a lost answer is there to be looked at, and is not what the person sees", async () => {
  const { cliq, click } = await startAction();
  cliq.model.injectDelivery({ kind: "lost-answer" });
  const { response, output, problem } = await click();
  expect([response?.status, output, problem]).toEqual([
    200,
    undefined,
    "The action has answered, and a fault of delivery lost the answer on its way.",
  ]);
});

test("the time that an event is under way is a part of the time that Cliq waits", async () => {
  const { cliq, click, received } = await startAction(() => "Done", { timeoutMs: 300 });
  cliq.model.injectDelivery({ kind: "slow", delayMs: 60_000 });
  const { ms, ...clicked } = await click();
  expect(clicked).toMatchObject({ outcome: "timed-out", faults: [{ kind: "slow" }] });
  expect(ms).toBeLessThan(30_000);
  expect(received).toEqual([]);
});

test("faults are counted by the clicks on their action, and several happen together", async () => {
  const { cliq, click, received, make } = await startAction();
  const other = make("Knock");
  cliq.model.injectDelivery({ kind: "unsigned", actionName: "Ring bell", nth: 2, times: 2 });
  cliq.model.injectDelivery({ kind: "late", actionName: "Ring bell", nth: 3, delayMs: 3_600_000 });
  const kinds: (readonly string[] | undefined)[] = [];
  for (const id of [undefined, other, undefined, other, undefined, undefined])
    kinds.push((await click(id)).faults?.map(({ kind }) => kind));
  expect(kinds).toEqual([undefined, undefined, ["unsigned"], undefined, ["unsigned", "late"], undefined]);
  const [event] = received.slice(4);
  expect(event !== undefined && event.at - eventOf(event).timestamp).toBeGreaterThanOrEqual(3_600_000);
});

test("the control surface tells the faults that have yet to happen, and takes them back", async () => {
  const { cliq, click } = await startAction();
  const post = async (path: string, fault: object): Promise<string> =>
    ((await (await control(cliq, "POST", path, fault)).json()) as { id: string }).id;
  const told = async (): Promise<unknown> => (await control(cliq, "GET", "faults")).json();
  const late = await post("delivery-faults", { kind: "late", times: 3 });
  const hang = await post("faults", { on: "any", kind: "hang", nth: 2 });
  await click();
  expect(await told()).toEqual({
    rest: [{ id: hang, fault: { on: "any", kind: "hang", nth: 2 }, before: 1, left: 1 }],
    delivery: [{ id: late, fault: { kind: "late", times: 3 }, before: 0, left: 2 }],
  });
  await control(cliq, "DELETE", "faults", { id: late });
  expect((await click()).faults).toBeUndefined();
  expect(await told()).toMatchObject({ rest: [{ id: hang }], delivery: [] });
  const missing = await control(cliq, "DELETE", "faults", { id: late });
  expect([missing.status, await missing.json()]).toEqual([400, { message: `No fault has the id "${late}".` }]);
  await control(cliq, "DELETE", "faults");
  expect(await told()).toEqual({ rest: [], delivery: [] });
});

test.each([
  [{ kind: "lost" }, /"kind" is one of late, repeated/],
  [{ kind: "late", on: "any" }, /has no "on"/],
  [{ kind: "repeated", copies: 6 }, /"copies" is a number from 2 to 5/],
  [{ kind: "repeated", copies: 1 }, /"copies"/],
  [{ kind: "unsigned", delayMs: 5 }, /"unsigned" has no use for "delayMs"/],
  [{ kind: "late", delayMs: -1 }, /"delayMs" is a number of milliseconds/],
  [{ kind: "late", times: 0 }, /"times" is a number from 1 on/],
])("a delivery fault that could not happen as meant is refused: %j", async (fault, sentence) => {
  const { cliq } = await startAction();
  const answer = await control(cliq, "POST", "delivery-faults", fault);
  expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
    400,
    expect.stringMatching(sentence),
  ]);
});
