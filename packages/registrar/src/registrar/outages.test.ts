import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import type { Outage } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { budgetStoreIn } from "../budget/budget-store.ts";
import { shareBudget } from "../budget/share-budget.ts";
import { human } from "../testing/human.ts";
import { memoryRows } from "../testing/memory-rows.ts";
import { virtualClock } from "../testing/virtual-send.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";
import { connectCliq } from "./connect-cliq.ts";
import { KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";

type Stage = ReturnType<typeof virtualStage>;
type Answer = Awaited<ReturnType<Stage["deliver"]>>;

const minute = 60_000;
const standing = [anAction("a"), anAction("b")];
const adopting = (id: string) => [...standing, anAction("c", { name: "Theirs", adopt: id })];

/** What CloudFormation asks of a stage that holds two actions, beside one that a person made. */
const events: Readonly<Record<string, (stage: Stage, id: string) => Promise<Answer>>> = {
  create: async (stage) => stage.deliver("Create", [anAction("a"), anAction("b"), anAction("c")]),
  update: async (stage) =>
    stage.deliver("Update", [anAction("a", { hint: "New" }), anAction("b", { permissions: ["chat"] }), anAction("c")]),
  "rollback of an update": async (stage) => stage.deliver("Update", standing),
  adoption: async (stage, id) => stage.deliver("Update", adopting(id)),
  delete: async (stage) => stage.deliver("Delete", []),
};

async function prepare(event: string): Promise<{ stage: Stage; id: string }> {
  const stage = virtualStage();
  const { id } = stage.model.actAs(human).create(
    {
      name: "Theirs",
      hint: "By hand",
      scope: "organization",
      message_types: ["link"],
      execution_type: "webhook",
      execution_url: "https://theirs.example/x",
    },
    stage.clock.now(),
  );
  if (event !== "create") await stage.deliver("Create", standing);
  if (event.startsWith("rollback")) {
    stage.model.inject({ on: "updateAction", kind: "refuse", nth: 2 });
    await stage.deliver("Update", [anAction("a", { hint: "New" }), anAction("b", { hint: "New" }), anAction("c")]);
    stage.model.clearFaults();
  }
  return { stage, id };
}

/** Serves the event with an outage that begins at its n-th exchange; undefined when it has fewer. */
async function outlast(event: string, at: number, outage: Omit<Outage, "from" | "until">, forMs: number) {
  const { stage, id } = await prepare(event);
  let hasBegun = false;
  stage.interruptAt(at, async () => {
    hasBegun = true;
    const from = stage.clock.now();
    stage.model.addOutage({ ...outage, from, until: from + forMs });
  });
  const startedAt = stage.clock.now();
  const answer = await events[event]?.(stage, id);
  return hasBegun ? { stage, answer, tookMs: stage.clock.now() - startedAt } : undefined;
}

const kinds: readonly Omit<Outage, "from" | "until">[] = [
  { of: "rest" },
  { of: "both" },
  { of: "rest", kind: "lost" },
  { of: "rest", kind: "hang" },
  { of: "rest", kind: "html" },
];

describe.each(Object.keys(events))("an outage of Zoho at any step of: %s", (event) => {
  it.each([
    ["25 seconds", 25_000],
    ["2 minutes", 2 * minute],
    ["20 minutes", 20 * minute],
  ])("of %s is waited out", async (_name, forMs) => {
    let begun = 0;
    for (let at = 1; ; at += 1) {
      const [kind = kinds[0]] = [kinds[at % kinds.length]];
      const run = await outlast(event, at, kind as Outage, forMs);
      if (run === undefined) break;
      begun += 1;
      expect([event, at, kind, run.answer]).toMatchObject([event, at, kind, { status: "SUCCESS" }]);
      expect(run.tookMs).toBeLessThan(forMs + 10 * minute);
    }
    expect(begun).toBeGreaterThan(10);
  });
});

it("of an hour ends with the event's deadline, and the rollback finds its way", async () => {
  const run = await outlast("create", 20, { of: "rest" }, 61 * minute);
  expect(run?.answer).toMatchObject({ status: "FAILED" });
  expect(run?.tookMs).toBeLessThan(60 * minute);
  run?.stage.clock.advance(2 * minute);
  expect(await run?.stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  expect(run?.stage.model.actions().map(({ name }) => name)).toEqual(["Theirs"]);
});

it("of the accounts server alone is waited out, and one lost answer of it fails nothing", async () => {
  for (const [kind, forMs] of [
    ["status", 20 * minute],
    ["lost", 1_000],
    ["hang", 2 * minute],
  ] as const) {
    const run = await outlast("create", 1, { of: "accounts", kind }, forMs);
    expect([kind, run?.answer]).toMatchObject([kind, { status: "SUCCESS" }]);
  }
});

describe("what does not pass is not waited for", () => {
  it.each([
    ["a refused refresh token", { on: "token", kind: "status", status: 200, body: '{"error":"invalid_code"}' }],
    ["a missing scope", { on: "listActions", kind: "refuse", code: "oauthtoken_scope_invalid" }],
    ["a refusal by content", { on: "createAction", kind: "refuse", code: "invalid_inputs" }],
  ] as const)("%s", async (_name, fault) => {
    const { stage } = await prepare("create");
    stage.model.inject({ ...fault, times: 100 });
    const startedAt = stage.clock.now();
    expect(await stage.deliver("Create", standing)).toMatchObject({ status: "FAILED" });
    expect(stage.clock.now() - startedAt).toBeLessThan(10_000);
  });

  it("a fresh token that is refused, for longer than half a minute", async () => {
    for (const [forMs, status] of [
      [25_000, "SUCCESS"],
      [61 * minute, "FAILED"],
    ] as const) {
      const { stage } = await prepare("create");
      const startedAt = stage.clock.now();
      stage.model.addOutage({
        of: "rest",
        kind: "status",
        status: 401,
        body: "{}",
        from: startedAt,
        until: startedAt + forMs,
      });
      expect([forMs, await stage.deliver("Create", standing)]).toMatchObject([forMs, { status }]);
      expect(stage.clock.now() - startedAt).toBeLessThan(5 * minute);
    }
  });

  it.each(["token_refused", "misconfigured", "AccessDeniedException"])("a keeper that says %s", async (code) => {
    const clock = virtualClock(0);
    const ask = async (): Promise<string> => Promise.reject(new KeeperFailed(code, "No access token."));
    const listed = await cliqWith({ current: ask, refused: ask }, clock).client.list();
    expect(listed).toMatchObject({ ok: false, error: { kind: "token-missing", code } });
    expect(clock.now()).toBe(0);
  });

  it.each([
    ["token_throttled", 600_000],
    ["upstream_failed", 600_000],
    ["Sandbox.Timedout", 600_000],
    ["TooManyRequestsException", 600_000],
    ["token_missing", 600_000],
    ["accounts_odd", 1_200_000],
  ])("but a keeper that says %s is asked again", async (code, forMs) => {
    const clock = virtualClock(0);
    const failure = (): Error =>
      code.endsWith("Exception")
        ? Object.assign(new Error("Rate exceeded"), { name: code, $metadata: {} })
        : new KeeperFailed(code, "No access token.");
    const ask = async (): Promise<string> => {
      if (clock.now() < forMs) throw failure();
      return "a token";
    };
    expect(await cliqWith({ current: ask, refused: ask }, clock).client.list()).toMatchObject({ ok: true });
    expect(clock.now()).toBeLessThan(forMs + minute);
  });

  it("a 404 that is not Cliq's own word, for longer than half a minute", async () => {
    const clock = virtualClock(0);
    const tokens = { current: async () => "a token", refused: async () => "a token" };
    const { client } = cliqWith(tokens, clock, { status: 404, text: "<html>Not found</html>" });
    expect(await client.get("1")).toMatchObject({ ok: false, error: { kind: "unavailable" } });
    expect(clock.now()).toBeGreaterThanOrEqual(20_000);
    expect(clock.now()).toBeLessThan(2 * minute);
  });
});

describe("an answer that is not documented", () => {
  const otherShape = { kind: "status", status: 200, body: '{"data":{"message":"ok"}}' } as const;
  const page = { kind: "status", status: 200, body: "<html>Sign in</html>" } as const;
  const again = [anAction("a", { hint: "New", permissions: ["chat"] }), anAction("b")];

  it.each([
    ["the update", "updateAction", "Update", again],
    ["the handler's update", "updateHandler", "Update", again],
    ["the deletion", "deleteAction", "Delete", []],
  ] as const)("to %s for ever ends well where Cliq holds what was asked for", async (_what, on, type, actions) => {
    for (const answer of [otherShape, page]) {
      const { stage } = await prepare("update");
      stage.model.inject({ on, ...answer, applied: true, times: 10_000 });
      const from = stage.clock.now();
      expect(await stage.deliver(type, actions)).toMatchObject({ status: "SUCCESS" });
      expect(stage.clock.now() - from).toBeLessThan(3 * minute);
      const held = stage.model.actions().filter(({ name }) => name !== "Theirs");
      expect(held.map(({ hint }) => hint)).toEqual(actions.map(({ hint }) => hint));
    }
  });

  it.each([
    ["JSON of another shape to the list", "listActions", otherShape, 2],
    ["JSON of another shape to an update that was not made", "updateAction", otherShape, 2],
    ["JSON of another shape to a creation that was not made", "createAction", otherShape, 5],
    ["a page to an update that was not made", "updateAction", page, 40],
    ["a page to a creation that was not made", "createAction", page, 40],
    ["a redirect", "listActions", { kind: "redirect", location: "https://accounts.zoho.com/signin" }, 10],
    ["a firewall's page with 403", "listActions", { kind: "status", status: 403, body: "<html>Forbidden" }, 40],
    ["a firewall's words with 403", "listActions", { kind: "status", status: 403, body: '{"error":"Forbidden"}' }, 2],
  ] as const)("is told when it does not pass: %s", async (_what, on, answer, minutes) => {
    const { stage } = await prepare("update");
    stage.model.inject({ on, ...answer, times: 10_000 });
    const from = stage.clock.now();
    expect(await stage.deliver("Update", [anAction("a", { hint: "New" }), anAction("b"), anAction("c")])).toMatchObject(
      {
        status: "FAILED",
        reason: expect.stringMatching(/HTTP (200, no content type: |30\d: a redirect|403)|"Forbidden"/) as string,
      },
    );
    expect(stage.clock.now() - from).toBeLessThan(minutes * minute);
    stage.model.clearFaults();
    expect(await stage.deliver("Update", standing)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ name }) => name)).toEqual(["Theirs", "Do a", "Do b"]);
  });

  it("of 25 seconds fails nothing, however often another failure came before", async () => {
    for (const [status, body] of [
      [403, '{"message":"Forbidden"}'],
      [403, '{"code":403,"message":"Forbidden"}'],
      [401, "{}"],
      [404, ""],
      [404, '{"status":404,"error":"Not Found"}'],
      [406, "<html>Not acceptable"],
      [200, '{"error":"blocked"}'],
    ] as const)
      for (const type of ["Update", "Delete"] as const) {
        const { stage } = await prepare("update");
        const from = stage.clock.now() + 3 * minute;
        stage.model.addOutage({ of: "rest", kind: "status", status, body, from, until: from + 25_000 });
        stage.model.addOutage({ of: "rest", from: from - 3 * minute, until: from });
        const actions = type === "Update" ? again : [];
        expect([
          status,
          body,
          type,
          await stage.deliver(type, actions, { onDeleteAuthFailure: "retain" }),
          stage.model.actions().length,
        ]).toMatchObject([status, body, type, { status: "SUCCESS" }, actions.length + 1]);
      }
  });
});

/** Cliq that answers every call so, with the patience of an event whose deadline is an hour away. */
function cliqWith(
  tokens: AccessTokens,
  clock: ReturnType<typeof virtualClock>,
  { status, text }: { status: number; text: string } = { status: 200, text: '{"data":[]}' },
) {
  const wait = async (ms: number): Promise<boolean> => {
    await clock.sleep(ms);
    return clock.now() < 60 * minute;
  };
  const send: SendRequest = async () => ({ kind: "answer", status, retryAfter: undefined, text });
  const budget = shareBudget({
    store: budgetStoreIn(memoryRows(), () => ({ earliest: clock.now(), latest: clock.now() })),
    share: 1,
    wait,
    jitterMs: () => 0,
  });
  return connectCliq({ origin: "https://cliq.zoho.com", tokens, send, clock, budget }, wait);
}

it("an event goes on in the next invocation while another run still has the lease", async () => {
  const { stage } = await prepare("update");
  const until = stage.clock.now() + 20 * minute;
  let beat = 0;
  const hold = (): void => {
    beat += 1;
    const lease = { generation: 99, beat, delivery: "another" };
    stage.ledger.put({ ...stage.ledger.row(), generation: 99, lease });
  };
  hold();
  const sleep = stage.clock.sleep.bind(stage.clock);
  stage.clock.sleep = async (ms) => {
    await sleep(ms);
    if (stage.clock.now() < until) hold();
  };
  expect(await stage.deliver("Update", [anAction("a", { hint: "New" })])).toMatchObject({ status: "SUCCESS" });
  expect(stage.handOvers()).toBeGreaterThan(0);
});

it("a Delete whose access has ended succeeds where the stage says so, and says what stays", async () => {
  for (const [setting, status] of [
    ["retain", "SUCCESS"],
    ["fail", "FAILED"],
  ] as const) {
    const { stage } = await prepare("delete");
    stage.model.inject({ on: "token", kind: "status", status: 200, body: '{"error":"invalid_code"}', times: 100 });
    expect(await stage.deliver("Delete", [], { onDeleteAuthFailure: setting })).toMatchObject({ status });
    expect(stage.model.actions()).toHaveLength(3);
    expect(Object.keys(stage.ledger.row()?.actions ?? {})).toEqual(["a", "b"]);
    const ids = Object.values(stage.ledger.row()?.actions ?? {}).map(({ id }) => id);
    if (setting === "fail") expect(stage.notes()).toEqual([]);
    else for (const part of [...ids, "a (id", "invalid_code"]) expect(stage.notes().join("")).toContain(part);
  }
});

it("a Delete that fails for something else is no success because the stage retains", async () => {
  const { stage } = await prepare("delete");
  stage.model.inject({
    on: "deleteAction",
    kind: "status",
    status: 400,
    body: '{"code":"operation_failed"}',
    times: 9,
  });
  expect(await stage.deliver("Delete", [], { onDeleteAuthFailure: "retain" })).toMatchObject({ status: "FAILED" });
});
