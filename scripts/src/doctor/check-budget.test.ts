import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { chooseStage, defineStages } from "@cliq-actions/infra/stages/define-stages";
import { expect, test } from "vitest";
import { checkSharing } from "./check-budget.ts";

const stage = { organizationId: "60012345678", dataCentre: "EU" } as const;
const ours = "https://ours.example";
const ledger = { actions: { a: { phase: "registered", id: "1" } }, deadlines: {} } as const;

const made = (id: string, origin: string, creator: string): MessageAction =>
  ({ id, name: id, creator: { id: creator }, execution_url: `${origin}/actions/a/${"c".repeat(43)}` }) as MessageAction;

test.each([
  ["nobody else", ["dev"], [], "ok", "has them for itself, and this one takes 0.8 of each"],
  ["another user's product", ["dev"], [made("2", "https://theirs.example", "8")], "ok", "no other stage"],
  [
    "another program's URL",
    ["dev"],
    [{ ...made("2", "", "7"), execution_url: "https://theirs.example/x" }],
    "ok",
    "no other",
  ],
  ["the other stage of the file", ["dev", "prod"], [made("2", "https://prod.example", "7")], "ok", "among 2 stages"],
  ["a product of the same user", ["dev"], [made("2", "https://theirs.example", "7")], "warn", "https://theirs.example"],
  [
    "a product beside both stages",
    ["dev", "prod"],
    [made("2", "https://prod.example", "7"), made("3", "https://theirs.example", "7")],
    "warn",
    "https://prod.example, https://theirs.example",
  ],
] as const)(
  "who shares the limits of one user is told by what that user has made: %s",
  (_who, names, others, verdict, says) => {
    const stages = defineStages({
      name: "acme",
      stages: Object.fromEntries(
        names.map((name) => [name, { ...stage, registration: { nameSuffix: name === "dev" ? " (dev)" : "" } }]),
      ),
    });
    const live = [made("1", ours, "7"), ...(others as readonly MessageAction[])];
    const told = checkSharing(chooseStage(stages, "dev"), stages, ledger, live, ours);
    expect([told.verdict, told.says]).toEqual([verdict, expect.stringContaining(says)]);
    const apart = live.length;
    if (verdict === "warn") expect(told.remedy).toContain(`budgetShare: ${Math.floor(80 / apart) / 100} `);
  },
);
