import { expect, test } from "vitest";
import type { InvocationReport } from "../../page-api.ts";
import { type Exchange, keepExchanges } from "./exchanges.ts";

const request = { method: "POST", url: "http://127.0.0.1:1/actions/a/b", headers: {}, body: "{}" };
const click = (id: string): Exchange => ({
  id,
  at: 1,
  action: {} as Exchange["action"],
  personId: "p",
  messageIds: ["m"],
});
const report = (id: string): InvocationReport => ({
  ...click(id),
  request,
  outcome: "answered",
  ms: 1,
  logs: [],
});

function listen(): { exchanges: ReturnType<typeof keepExchanges>; heard: string[] } {
  const exchanges = keepExchanges();
  const heard: string[] = [];
  const describe = (one: Exchange | undefined): string => {
    if (one === undefined) return "nothing";
    if (one.report !== undefined) return "ended";
    return one.refusal ?? (one.request === undefined ? "clicked" : "sent");
  };
  exchanges.watch((now, before) => heard.push(`${(now ?? before)?.id}: ${describe(before)} → ${describe(now)}`));
  return { exchanges, heard };
}

test("a click is told once however often and in whatever order the stream and the answer bring it", () => {
  const { exchanges, heard } = listen();
  exchanges.begin(click("own"));
  exchanges.begin({ ...click("own"), request });
  exchanges.end(report("own"));
  exchanges.end(report("own"));
  exchanges.begin({ ...click("own"), request });
  exchanges.refuse("own", "late");
  exchanges.end(report("missed"));
  expect(heard).toEqual([
    "own: nothing → clicked",
    "own: clicked → sent",
    "own: sent → ended",
    "missed: nothing → ended",
  ]);
});

test("what ended is forgotten on request, what is under way is not", () => {
  const { exchanges, heard } = listen();
  for (const id of ["running", "refused"]) exchanges.begin(click(id));
  exchanges.refuse("refused", "no");
  exchanges.end(report("ended"));
  heard.length = 0;
  exchanges.clear();
  expect(heard).toEqual(["refused: no → nothing", "ended: ended → nothing"]);
  expect(exchanges.all().map(({ id }) => id)).toEqual(["running"]);
});

test("what the server does not name any more is forgotten, what it has not heard of yet or refused is not", () => {
  const { exchanges } = listen();
  for (const id of ["own", "refused"]) exchanges.begin(click(id));
  exchanges.refuse("refused", "no");
  for (const id of ["under way", "never heard of again"]) exchanges.begin({ ...click(id), request });
  for (const id of ["kept", "cleared"]) exchanges.end(report(id));
  exchanges.keep(new Set(["under way", "kept"]));
  expect(exchanges.all().map(({ id }) => id)).toEqual(["own", "refused", "under way", "kept"]);
});

test("the oldest are forgotten beyond five hundred", () => {
  const { exchanges } = listen();
  for (let count = 0; count < 502; count++) exchanges.end(report(String(count)));
  expect(exchanges.all()).toHaveLength(500);
  expect(exchanges.find("1")).toBeUndefined();
  expect(exchanges.find("2")).toBeDefined();
});
