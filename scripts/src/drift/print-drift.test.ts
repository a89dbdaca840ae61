import type { DriftReport } from "@cliq-actions/registrar/drift/find-drift";
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

const of = { stage: "dev", apiOrigin: "https://abc123.execute-api.eu-west-1.amazonaws.com" };

test("every finding fits into 80 columns, what was not compared is said once, and each command is whole on its line", () => {
  const text = printDrift(of, { outcome: "drifted", report });
  const lines = text.split("\n");
  for (const line of lines) if (!line.startsWith("  pnpm")) expect(line.length, line).toBeLessThanOrEqual(80);
  const flat = text.replaceAll(/\s+/g, " ");
  expect(flat).toContain("Not compared, because Cliq did not show it: permissions.");
  expect(flat).toContain("2 of 2 differ. 1 orphan.");
  expect(lines).toContain("  pnpm cliq drift --stage dev --heal");
  expect(lines).toContain(`  pnpm cliq clean --stage dev --origin ${of.apiOrigin}`);
  expect(flat).toContain(
    'look-alike "B!" (53719000003124013) by Somebody with a long name is called nearly like b. It was left alone.',
  );
});

test("arrows go from what Cliq holds to what is declared", () => {
  const [item] = report.items;
  const fields = [{ field: "hint", verdict: "drifted", wanted: "Ours", held: "Theirs" }] as const;
  const text = printDrift(of, { outcome: "drifted", report: { ...report, items: [{ ...item!, fields }] } });
  expect(text).toContain('"Theirs" → "Ours"');
});

test("where only orphans were found, nothing is promised to put them right but clean", () => {
  const text = printDrift(of, { outcome: "drifted", report: { ...report, items: [], lookAlikes: [] } });
  expect(text.replaceAll(/\s+/g, " ")).toContain("and more. 1 orphan.");
  expect(text).not.toContain("--heal");
});

test("of an action that is switched off it says that only a person can switch it on", () => {
  const fields = [{ field: "status", verdict: "drifted", wanted: "enabled", held: "disabled" }] as const;
  const items = [{ ...report.items[0]!, fields }];
  const text = printDrift(of, { outcome: "drifted", report: { items, orphans: [], lookAlikes: [] } });
  expect(text).toContain("enable it in Cliq");
  expect(text).not.toContain("--heal");
});

test("without a comparison it says why", () => {
  expect(printDrift(of, { outcome: "nothing_registered" })).toContain("pnpm cdk deploy -c stage=dev");
  expect(printDrift(of, { outcome: "deploying" })).toContain("a deployment is under way");
});

test("of what another user's access does not see it says whose access tells, and what each of the two is to do", () => {
  const unseen = { kind: "message action", slug: "b", name: "B", id: "2", state: "unseen", fields: [] } as const;
  const lines = printDrift(of, {
    outcome: "unseen",
    report: { items: [{ ...unseen, maker: "70" }], orphans: [], lookAlikes: [] },
  }).split("\n");
  for (const line of lines) if (!line.startsWith("  pnpm")) expect(line.length, line).toBeLessThanOrEqual(80);
  const text = lines.join(" ").replaceAll(/\s+/g, " ");
  expect(text).toContain("does not show it (id 2)");
  expect(text).toContain("the user 70");
  expect(text).not.toMatch(/missing|differ|and more/);
  expect(lines).toContain("  pnpm cliq authorize --stage dev --rotate");
  expect(lines).toContain("  pnpm cliq drift --stage dev --heal");
});
