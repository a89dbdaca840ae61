import { expect, it } from "vitest";
import { listPages, toPagePath } from "./list-pages.ts";
import { fail, succeed } from "./result.ts";

const endless = (message: string): object => ({
  ok: false,
  error: { operation: "list", kind: "protocol", status: 200, ambiguous: false, isJson: true, message },
});

it("collects pages in order until one names no next, asking with the token before it", async () => {
  const asked: (string | undefined)[] = [];
  const list = await listPages("list", async (token) => {
    asked.push(token);
    return succeed({ data: [asked.length], next_token: asked.length < 3 ? `t${asked.length}` : undefined });
  });
  expect([asked, list]).toEqual([[undefined, "t1", "t2"], { ok: true, value: [1, 2, 3] }]);
});

it("ends with a page that fails, or whose token came before, or after a hundred", async () => {
  const failure = fail<{ data: never[]; next_token: undefined }>({
    operation: "list",
    kind: "unauthorized",
    message: "no",
  });
  expect(await listPages("list", async () => failure)).toEqual(failure);
  const again = await listPages("list", async () => succeed({ data: [], next_token: "t" }));
  expect(again).toEqual(endless("the list's next_token came a second time"));
  let pages = 0;
  const long = await listPages("list", async () => succeed({ data: [], next_token: String((pages += 1)) }));
  expect([pages, long]).toEqual([100, endless("the list has more than 100 pages")]);
});

it("writes the path of a page", () => {
  expect([toPagePath("/a", 50, undefined), toPagePath("/a", 50, "b&c")]).toEqual([
    "/a?limit=50",
    "/a?limit=50&next_token=b%26c",
  ]);
});
