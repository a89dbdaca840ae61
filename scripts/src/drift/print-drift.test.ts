import type { DriftReport } from "@cliq-actions/registrar/drift/drift-report";
import { expect, test } from "vitest";
import { printDrift } from "./print-drift.ts";

const report: DriftReport = {
  items: [
    {
      kind: "message action",
      slug: "an-action-whose-folder-has-about-the-longest-name-there-may-be",
      name: "A name of thirty characters ok",
      id: "53719000003124010",
      state: "drifted",
      fields: [
        { field: "hint", verdict: "drifted", wanted: "word ".repeat(25), held: "other ".repeat(21) },
        { field: "permissions", verdict: "unverifiable", wanted: ["user"] },
      ],
    },
    { kind: "message action", slug: "b", name: "B", id: "2", state: "missing", fields: [] },
  ],
  orphans: [{ kind: "function", id: "53719000003124012", name: "Left behind by a ledger, 30 ch" }],
  lookAlikes: [
    { kind: "message action", id: "53719000003124013", name: "B!", creator: "Somebody with a long name", like: "b" },
  ],
};

test("every finding fits into 80 columns, what nobody can say is said once, and the remedy is named", () => {
  const text = printDrift("dev", { outcome: "drifted", report });
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  const flat = text.replaceAll(/\s+/g, " ");
  expect(flat).toContain("nobody can say: permissions.");
  expect(flat).toContain("2 of 2 differ. 1 orphan (pnpm cliq clean --origin removes them).");
  expect(flat).toContain(
    'look-alike "B!" (53719000003124013) by Somebody with a long name is called nearly like b. It was left alone.',
  );
});

test("where only orphans were found, nothing is promised to put them right but clean", () => {
  const text = printDrift("dev", { outcome: "drifted", report: { ...report, items: [], lookAlikes: [] } }).replaceAll(
    /\s+/g,
    " ",
  );
  expect(text).toContain("and more: 1 orphan (pnpm cliq clean --origin removes them).");
  expect(text).not.toContain("--heal");
});

test("without a comparison it says why", () => {
  expect(printDrift("dev", { outcome: "nothing_registered" })).toContain("pnpm cdk deploy -c stage=dev");
  expect(printDrift("dev", { outcome: "deploying" })).toContain("a deployment is under way");
});
