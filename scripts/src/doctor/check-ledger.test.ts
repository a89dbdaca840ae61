import { ledgerStateSchema } from "@cliq-actions/registrar/registrar/ledger";
import { expect, test } from "vitest";
import { checkLedger, type ShownInCliq } from "./check-ledger.ts";

const urls = { toUrl: () => undefined, isAccepted: () => true };
const made = { phase: "registered", creator: "70", scope: "personal" } as const;
const ledger = ledgerStateSchema.parse({
  actions: { a: { ...made, id: "1", scope: "organization" }, b: { ...made, id: "2" } },
  deadlines: {},
});
const check = (...actions: readonly ShownInCliq[]) => checkLedger("dev", ledger, { actions, functions: [] }, urls);
const creator = { id: "70", name: undefined };

test("what only its maker sees is not called missing: their access tells, and no healing is promised to others", () => {
  const told = check({ id: "1", creator, scope: "organization" });
  expect(told).toMatchObject({ verdict: "warn", says: expect.stringContaining("b (id 2, made by the user 70)") });
  expect(told.remedy).toContain("As that user: pnpm cliq authorize --stage dev --rotate");
});

test("what its maker's access does not see, or nobody's, is missing", () => {
  const [a, own] = [
    { id: "1", creator, scope: "organization" },
    { id: "9", creator, scope: "personal" },
  ];
  expect(check(a, own)).toMatchObject({ verdict: "fail", says: "not in Cliq's list: b (id 2)" });
  expect(check(own)).toMatchObject({ verdict: "fail", says: "not in Cliq's list: a (id 1), b (id 2)" });
});
