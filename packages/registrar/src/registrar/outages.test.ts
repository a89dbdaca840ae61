import type { Outage } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { human } from "../testing/human.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

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
