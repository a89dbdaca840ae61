import type { ManifestAction } from "@cliq-actions/core";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { toDesiredSet } from "@cliq-actions/registrar/registrar/desired-set";
import { parseProperties } from "@cliq-actions/registrar/registrar/parse-properties";
import { human } from "@cliq-actions/registrar/testing/human";
import { memoryParameters } from "@cliq-actions/registrar/testing/memory-parameters";
import { anAction, virtualStage } from "@cliq-actions/registrar/testing/virtual-stage";
import { expect, test } from "vitest";
import type { StageConnection } from "../stage/connect-stage.ts";
import { planSection, type PlannedSection } from "./plan-section.ts";
import { planStage } from "./plan-stage.ts";

const secrets = { stage: "test", signingKey: new Uint8Array(32).fill(7) };

/** What a plan says of actions after a deployment of others. */
async function plan(
  stage: ReturnType<typeof virtualStage>,
  actions: readonly ManifestAction[],
): Promise<PlannedSection> {
  const state: LedgerState = stage.ledger.row() ?? { actions: {}, deadlines: {} };
  const { properties } = state.registered ?? { properties: {} };
  const before = toDesiredSet(parseProperties(properties), secrets);
  const wanted = parseProperties({ ...properties, Manifest: JSON.stringify({ version: 1, actions }) });
  return planSection(stage.connect(), "actions", { desired: toDesiredSet(wanted, secrets), state, before });
}

const personal = (slug: string, hint = "Does it"): ManifestAction => anAction(slug, { scope: "personal", hint });

test("what another user's access does not see is no create: it says what the deployment does, whoever's access it is", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [anAction("a"), personal("b"), personal("c"), personal("d")]);
  stage.authorize(stage.model.addClient({ person: human }));
  const { items, problems } = await plan(stage, [anAction("a"), personal("b"), personal("c", "Better")]);
  expect(items.map(({ slug, change }) => `${change} ${slug}`)).toEqual(["none a", "unseen b", "unseen c", "unseen d"]);
  expect(problems).toEqual([]);
  const notes = items.map(({ note }) => note);
  expect(notes[1]).toMatch(/If the user \d+, who made it, .* made anew; else the deployment leaves it as it is/);
  expect(notes[2]).toMatch(/made anew; else the deployment fails/);
  expect(notes[3]).toMatch(/it is gone; else the deployment fails/);
  // The deployment does as it was told.
  expect(await stage.deliver("Update", [anAction("a"), personal("b"), personal("c"), personal("d")])).toMatchObject({
    status: "SUCCESS",
  });
  expect(await stage.deliver("Update", [anAction("a"), personal("b"), personal("c", "Better")])).toMatchObject({
    status: "FAILED",
  });
});

test("what its maker's access does not see is gone, and made anew", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [personal("a"), personal("b")]);
  const [a] = stage.model.actions();
  stage.model.actAs(stage.model.person).remove(a?.id ?? "", stage.clock.now());
  const { items } = await plan(stage, [personal("a"), personal("b")]);
  expect(items).toMatchObject([
    { change: "create", note: expect.stringContaining("does not list") },
    { change: "none" },
  ]);
});

test("what another stage has adopted stays as it is, with a note, and a change of it is a problem", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [anAction("a"), anAction("b")]);
  const others = `https://other.example/actions/a/${"x".repeat(43)}`;
  for (const { id } of stage.model.actions())
    stage.model.actAs(human).edit(id, { execution_url: others }, stage.clock.now());
  const kept = await plan(stage, [anAction("a")]);
  expect(kept).toMatchObject({
    items: [
      {
        slug: "a",
        change: "none",
        note: expect.stringContaining("a URL of another stage or product (https://other.example)"),
      },
      { slug: "b", change: "forget", note: expect.stringContaining("another stage") },
    ],
    problems: [],
  });
  const changed = await plan(stage, [anAction("a", { hint: "Better" }), anAction("b")]);
  expect(changed.problems).toEqual([expect.stringMatching(/^a: .* and declare it anew under another name/)]);
});

test("names of our own that may be one to Cliq are said before the deployment fails over them", async () => {
  const stage = virtualStage({ nameCase: "ignored" });
  const script = { key: "b.ds", sha256: "0".repeat(64) };
  stage.files.set("b.ds", "info 1;");
  const kept = anAction("a", { name: "Do It", removal_policy: "retain" });
  await stage.deliver("Create", [kept]);
  const twin = anAction("b", { name: "do it", permissions: [], execution_type: "deluge", script });
  for (const set of [[kept, twin], [twin]]) {
    const { items } = await plan(stage, set);
    expect(items.find(({ slug }) => slug === "b")?.note).toMatch(
      /^"Do It" \((id )?\w+\) differs .* the deployment fails/,
    );
    expect(await stage.deliver("Update", set)).toMatchObject({
      reason: expect.stringContaining("The other one is our own a"),
    });
  }
});

test("what a stage does not adopt, because its name or scope is another there, is said", async () => {
  const stage = virtualStage();
  const connection = {
    stage: { name: "test", product: "acme", budgetShare: 0.8 },
    stack: undefined,
    names: undefined,
    parameters: memoryParameters(),
    cliq: stage.connect(),
    budget: { forecast: async () => [] },
  } as unknown as StageConnection;
  const Manifest = JSON.stringify({ version: 1, actions: [anAction("a"), anAction("b")] });
  const properties = { Manifest, CredentialVersion: "1" };
  const { items } = await planStage(connection, { logicalId: "Actions", properties, api: "Api", notAdopted: ["a"] });
  expect(items.map(({ note }) => note ?? "")).toEqual([expect.stringContaining("It is not adopted here"), ""]);
});
