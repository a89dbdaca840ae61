import { expect, test } from "vitest";
import type { InvocationReport } from "../../page-api.ts";
import { findOverdue } from "./find-overdue.ts";

const request = { method: "POST", url: "http://127.0.0.1:1/actions/a/b", headers: {}, body: "{}" };
const answered = (id: string, chars: number): { id: string; report: InvocationReport } => ({
  id,
  report: {
    id,
    request,
    logs: [],
    response: { status: 200, headers: {}, body: "x".repeat(chars) },
  } as unknown as InvocationReport,
});

test("five hundred clicks have room", () => {
  const clicks = Array.from({ length: 502 }, (_, index) => answered(String(index), 1));
  expect(findOverdue(clicks.slice(2))).toEqual([]);
  expect(findOverdue(clicks).map(({ id }) => id)).toEqual(["0", "1"]);
  expect(findOverdue([])).toEqual([]);
});

test("long answers have room for fewer, and the newest has it however long it is", () => {
  const clicks = ["oldest", "older", "newer"].map((id) => answered(id, 10_000_000));
  expect(findOverdue([...clicks, answered("newest", 1)]).map(({ id }) => id)).toEqual(["oldest"]);
  expect(findOverdue([...clicks, answered("newest", 30_000_000)]).map(({ id }) => id)).toEqual([
    "oldest",
    "older",
    "newer",
  ]);
});
