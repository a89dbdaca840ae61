import { expect, test } from "vitest";
import type { Exchange } from "../state/exchanges.ts";
import { type HistoryFilter, matchesFilter } from "./matches-filter.ts";

const everything: HistoryFilter = { action: "", outcome: "", text: "" };
const request = {
  method: "POST",
  url: "http://127.0.0.1:1/actions/ring-bell/k3y",
  headers: {},
  body: '{"text":"Grüße"}',
};
const click = {
  id: "i",
  at: 1,
  action: { name: "Ring bell", slug: "ring-bell" },
  personId: "p",
  messageIds: [],
  request,
};
const answered = (status: number, output: unknown, rest: object = {}): Exchange =>
  ({
    ...click,
    report: {
      ...click,
      outcome: "answered",
      ms: 1,
      output,
      logs: [],
      response: { status, headers: {}, body: "x" },
      ...rest,
    },
  }) as unknown as Exchange;

const running = click as unknown as Exchange;
const good = answered(200, { text: "hi" });
const told = answered(200, { type: "banner", status: "failure", text: "no" });
const failed = answered(500, undefined, { logs: ["TypeError: odd"], lambda: { reference: "7f3a1c2e" } });
const refused: Exchange = { ...running, refusal: "Cliq no longer has this action." };
const all = [running, good, told, failed, refused];

const found = (filter: Partial<HistoryFilter>): Exchange[] =>
  all.filter((one) => matchesFilter(one, { ...everything, ...filter }, "Scott Fisher"));

test("without a filter every click is found", () => {
  expect(found({})).toEqual(all);
});

test("a click is found by how it ended", () => {
  expect(found({ outcome: "running" })).toEqual([running]);
  expect(found({ outcome: "answered" })).toEqual([good]);
  expect(found({ outcome: "failed" })).toEqual([told, failed, refused]);
});

test("a click is found by its action's whole name", () => {
  expect(found({ action: "Ring bell" })).toEqual(all);
  expect(found({ action: "Ring" })).toEqual([]);
});

test("a click is found by every word of the text, in any case, wherever each stands", () => {
  expect(found({ text: "GRÜSSE" })).toEqual([]);
  expect(found({ text: "  grüße scott " })).toEqual(all);
  expect(found({ text: "typeerror fisher" })).toEqual([failed]);
  expect(found({ text: "7f3a1c2e" })).toEqual([failed]);
  expect(found({ text: "no longer" })).toEqual([refused]);
});
