import type { PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";
import { expect, test } from "vitest";
import { printPlan } from "./print-plan.ts";
import { exitCodeOf, type StagePlan } from "./stage-plan.ts";
import { toMarkdown } from "./to-markdown.ts";

const longName = "A name of thirty characters, ok";
const items: readonly PlannedItem[] = [
  { kind: "message action", slug: "a", name: "A", change: "none", id: "1" },
  { kind: "message action", slug: "an-action-whose-folder-has-a-long-name", name: longName, change: "create" },
  {
    kind: "function",
    slug: "b/ask-for-everything-there-is",
    name: "Ask",
    change: "replace",
    id: "53719000003124010",
    note: "It is of another kind, which Cliq cannot change.",
  },
  {
    kind: "message action",
    slug: "c",
    name: "C",
    change: "update",
    id: "2",
    fields: [
      {
        field: "hint",
        from: "x".repeat(64).replaceAll("xxxx", "xxx "),
        to: "y".repeat(128).replaceAll("yyyy", "yyy "),
      },
      { field: "script", to: "0".repeat(64) },
      { field: "permissions of form_submit_handler", from: [], to: ["chat", "user"] },
    ],
  },
  { kind: "message action", slug: "d", name: "D", change: "adopt", id: "3" },
  { kind: "message action", slug: "e", name: "E", change: "delete", id: "4" },
  { kind: "message action", slug: "f", name: "F", change: "forget", id: "5" },
];
const plan: StagePlan = {
  stage: "dev",
  stack: "acme-dev",
  deployed: true,
  items,
  problems: [],
  cost: {
    calls: [
      { operation: "list", calls: 2, perMinute: 24 },
      { operation: "updateHandler", calls: 20, perMinute: 8 },
    ],
    ms: 150_000,
    share: 0.8,
  },
};

test("every kind of change fits into 80 columns, and each is counted", () => {
  const lines = printPlan(plan).split("\n");
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  const text = lines.join(" ").replaceAll(/\s+/g, " ");
  expect(text).toContain("1 to create, 1 to update, 1 to replace, 1 to adopt, 1 to delete, 1 to forget.");
  expect(text).toContain("script unknown → sha256 000000000000…");
  expect(text).toContain(
    "22 calls to Cliq and about 3 minutes within 80 % of its limits: list 2 (24/min), updateHandler 20 (8/min).",
  );
});

test("0 is no change, 2 are changes, 1 is a deployment that would fail", () => {
  const [unchanged] = items;
  const conflict: PlannedItem = {
    kind: "message action",
    slug: "g",
    name: "G",
    change: "conflict",
    id: "6",
    note: "The name is taken.",
  };
  expect(exitCodeOf({ ...plan, items: unchanged === undefined ? [] : [unchanged] })).toBe(0);
  expect(exitCodeOf(plan)).toBe(2);
  expect(exitCodeOf({ ...plan, items: [...items, conflict] })).toBe(1);
  expect(exitCodeOf({ ...plan, problems: ["a is to adopt 9, which Cliq does not show."] })).toBe(1);
  expect(printPlan({ ...plan, problems: ["a is to adopt 9, which Cliq does not show."] })).toContain(
    "! a is to adopt 9, which Cliq does not show.",
  );
});

test("in a GitHub summary nobody's words become markup", () => {
  const hostile: PlannedItem = {
    kind: "message action",
    slug: "h",
    name: "</td> | **x** [y](https://evil.example)\n# z",
    change: "create",
  };
  const summary = toMarkdown({ ...plan, items: [hostile] });
  expect(summary.split("\n")).toContainEqual(
    "| **create** | h | &#60;/td&#62; &#124; &#42;&#42;x&#42;&#42; &#91;y&#93;(https://evil.example) # z |  |",
  );
});
