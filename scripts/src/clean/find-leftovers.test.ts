import { ledgerStateSchema, type LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import type { ObservedItem } from "@cliq-actions/registrar/registrar/observed-item";
import { expect, test } from "vitest";
import type { Live } from "@cliq-actions/registrar/registrar/section";
import { findByLedger, findByOrigin, findUnseen } from "./find-leftovers.ts";
import { printOutcome } from "./print-leftovers.ts";

const origin = "https://abc123.execute-api.eu-west-1.amazonaws.com";
const key = { tableName: "Ledger", stackId: "gone", logicalResourceId: "Actions" };
const intent = { name: "Registering 220da0942145d1fa", temporary: true, hint: "h", urlDigest: "x", at: 1 };
const before = { delivery: "d", at: 1, fields: { name: "Theirs" }, handlers: [], unreadable: [] };

function ledger(a: object): LedgerState {
  return ledgerStateSchema.parse({ actions: { a }, deadlines: {} });
}

function cliqHas(...items: readonly (readonly [id: string, name: string])[]): Live {
  const actions = items.map(([id, name]): ObservedItem => {
    const executionUrl = `${origin}/actions/a/x`;
    return { id, name, hint: "", kind: "webhook", executionUrl, creator: undefined, shown: {} };
  });
  return { actions, functions: [] };
}

function found(entry: object, live: Live, ...living: readonly LedgerState[]): readonly string[] {
  return findByLedger([{ key, state: ledger(entry) }], living, live).map(({ id }) => id);
}

test("what a lost ledger has is left behind, by its id or by the temporary name it was being made under", () => {
  expect(found({ phase: "registered", id: "1", removal: "delete" }, cliqHas(["1", "Do a"], ["2", "Do b"]))).toEqual([
    "1",
  ]);
  expect(found({ phase: "creating", intent }, cliqHas(["7", intent.name], ["2", "Do b"]))).toEqual(["7"]);
  expect(found({ phase: "creating", intent: { ...intent, temporary: false } }, cliqHas(["7", intent.name]))).toEqual(
    [],
  );
});

test("what a living ledger has by now, what is retained, and what was somebody's before is not", () => {
  const live = cliqHas(["1", "Do a"]);
  const ours = { phase: "registered", id: "1", removal: "delete" };
  expect(found(ours, live, ledger({ ...ours, adopted: true, removal: "retain" }))).toEqual([]);
  expect(found({ ...ours, removal: "retain" }, live)).toEqual([]);
  expect(found({ ...ours, phase: "changing", adopted: true, before }, live)).toEqual([]);
});

test("what another stage or product has adopted since, as its URL shows, is not left behind", () => {
  const url = (host: string): string => `https://${host}/actions/a/${"x".repeat(43)}`;
  const live = (executionUrl: string): Live => ({
    actions: [{ id: "1", name: "Do a", hint: "", kind: "webhook", executionUrl, creator: undefined, shown: {} }],
    functions: [],
  });
  const state = {
    ...ledger({ phase: "registered", id: "1", removal: "delete" }),
    registered: { properties: { ApiOrigin: "https://dead.example" }, at: 1 },
  };
  const left = (host: string): number => findByLedger([{ key, state }], [], live(url(host))).length;
  expect([left("dead.example"), left("other.example")]).toEqual([1, 0]);
});

test("what a lost ledger has and only its maker would see is named, with whose access shows it", () => {
  const made = { phase: "registered", id: "5", removal: "delete", creator: "70", scope: "personal" };
  const unseen = (entry: object, live: Live = cliqHas()): readonly unknown[] =>
    findUnseen([{ key, state: ledger(entry) }], live);
  const mine: Live = {
    actions: [
      {
        id: "6",
        name: "Mine",
        hint: "",
        kind: "webhook",
        executionUrl: "",
        creator: { id: "70", name: undefined },
        shown: { scope: "personal" },
      },
    ],
    functions: [],
  };
  expect(unseen(made)).toEqual([{ kind: "message action", slug: "a", id: "5", creator: "70" }]);
  expect(unseen({ ...made, scope: "organization" })).toEqual([]);
  expect(unseen({ ...made, removal: "retain" })).toEqual([]);
  expect(unseen(made, cliqHas(["5", "Do a"]))).toEqual([]);
  expect(unseen(made, mine)).toEqual([]);
  const said = printOutcome({
    stage: "dev",
    origin: undefined,
    withoutUrl: 0,
    leftovers: [],
    unseen: findUnseen([{ key, state: ledger(made) }], cliqHas()),
    confirmed: false,
    remaining: [],
  });
  expect(said).toContain("a (id 5, made by the user 70). As that user, run pnpm cliq authorize --stage dev");
  expect(said).not.toContain("Nothing was found");
});

test("what posts to an origin is left behind but for what a ledger has or is about to make", () => {
  const live = cliqHas(["1", "Do a"], ["7", intent.name], ["9", "Do c"]);
  const ledgers = [ledger({ phase: "registered", id: "1" }), ledger({ phase: "creating", intent })];
  expect(findByOrigin(origin, ledgers, live).map(({ id }) => id)).toEqual(["9"]);
});
