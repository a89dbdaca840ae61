import { expect, test } from "vitest";
import { toReadySummary } from "./to-summary.ts";

const booted = {
  server: { url: "http://127.0.0.1:4000" },
  cliq: { model: { actions: () => ["Archive", "Create ticket"].map((name) => ({ name })) } },
  stack: {
    fakes: { "call-api/orders": {} },
    serviceLabels: { ring: "Bell: a bell (nobody hears it, and it is as loud as it is)" },
  },
  actionsFolder: "/actions",
  bootMs: 1234,
} as unknown as Parameters<typeof toReadySummary>[0];

test("what is ready reads as one, on a wide terminal and on a narrow one", () => {
  expect(toReadySummary(booted, 120).split("\n").slice(3)).toEqual([
    "  Actions  Archive, Create ticket",
    "  Fakes    call-api: orders",
    "           Bell: a bell (nobody hears it, and it is as loud as it is)",
    "  Stop     Ctrl+C",
    "",
  ]);
  const narrow = toReadySummary(booted, 40).split("\n").slice(3);
  expect(narrow).toEqual([
    "  Actions  Archive, Create ticket",
    "  Fakes    call-api: orders",
    "           Bell: a bell (nobody hears",
    "           it, and it is as loud as it",
    "           is)",
    "  Stop     Ctrl+C",
    "",
  ]);
});
