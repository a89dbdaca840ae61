import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import { callModel, jsonOf, tokenOf, webhookFunction } from "../testing/call-model.ts";
import { priya } from "../testing/made-up-people.ts";

interface Page {
  url: string;
  type: string;
  data: { id: string; name: string; execution_url?: string }[];
  next_token?: string;
  sync_token: string;
  deleted?: string[];
}

/** A model whose thresholds are out of the way, with `count` functions made by hand. */
function organizationOf(count: number, options: CliqModelOptions = {}) {
  const called = callModel({ thresholds: { listFunctions: 1_000 }, ...options });
  const hands = called.model.actAs(called.model.person).functions;
  const ids = Array.from({ length: count }, (_, index) => {
    return hands.create(webhookFunction({ name: `Function ${index}` }), called.clock.now).id;
  });
  const list = (query = "", token?: string): Page => {
    const answer = called.call("GET", `/functions${query}`, undefined, token);
    expect(answer.status).toBe(200);
    return jsonOf(answer) as unknown as Page;
  };
  return { ...called, hands, ids, list };
}

test("pages of any size show every function exactly once, in order of creation, and only the last has no next_token", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 50 }), (count, limit) => {
      const { ids, list } = organizationOf(count);
      const pages = [list(`?limit=${limit}`)];
      for (let token = pages[0]?.next_token; token !== undefined; token = pages.at(-1)?.next_token) {
        pages.push(list(`?limit=${limit}&next_token=${encodeURIComponent(token)}`));
      }
      expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(ids);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(count / limit)));
    }),
    { numRuns: 40 },
  );
});

test("a page has 20 functions unless told otherwise, and at most 50", () => {
  const { call, list } = organizationOf(60);
  expect(list().data).toHaveLength(20);
  expect(list("?limit=50").data).toHaveLength(50);
  const answer = call("GET", "/functions?limit=51");
  expect([answer.status, jsonOf(answer)["code"]]).toEqual([400, "input_pattern_mismatch"]);
});

test("a sync_token shows what was created or changed since, handlers included, and the ids deleted since", () => {
  const { hands, ids, list, clock } = organizationOf(5);
  const { sync_token } = list();
  const [kept, edited, handled, disabled, removed] = ids as [string, string, string, string, string];
  hands.edit(edited, { description: "Another" }, clock.now);
  hands.addHandler(handled, { type: "form_view_handler", permissions: ["user"] }, clock.now);
  hands.setStatus(disabled, "disabled", clock.now);
  hands.remove(removed, clock.now);
  const made = hands.create(webhookFunction({ name: "New" }), clock.now).id;
  const page = list(`?sync_token=${encodeURIComponent(sync_token)}`);
  expect(page.data.map(({ id }) => id)).toEqual([edited, handled, disabled, made]);
  expect(page.data.map(({ id }) => id)).not.toContain(kept);
  expect(page.deleted).toEqual([removed]);
});

test("a person sees the functions they defined, and no deletion of another's", () => {
  const { model, clock, hands, ids, list } = organizationOf(2);
  const theirs = model.actAs(priya).functions.create(webhookFunction({ name: "Priya's" }), clock.now);
  const token = tokenOf(model, model.addClient({ person: priya }), clock.now);
  expect(list().data.map(({ id }) => id)).toEqual(ids);
  const seen = list("", token);
  expect(seen.data.map(({ id }) => id)).toEqual([theirs.id]);
  hands.remove(ids[0] ?? "", clock.now);
  expect(list(`?sync_token=${encodeURIComponent(seen.sync_token)}`, token).deleted).toEqual([]);
});

test("with listDelayMs a create shows late and a delete lingers", () => {
  const { hands, ids, list, clock } = organizationOf(1, { listDelayMs: 30_000 });
  expect(list().data).toEqual([]);
  clock.now += 30_000;
  expect(list().data).toHaveLength(1);
  hands.remove(ids[0] ?? "", clock.now);
  expect(list().data).toHaveLength(1);
  clock.now += 30_000;
  expect(list().data).toEqual([]);
});

test("sparse reads leave out execution_url", () => {
  for (const reads of ["full", "sparse"] as const) {
    const { ids, call, list } = organizationOf(1, { reads });
    const got = jsonOf(call("GET", `/functions/${ids[0]}`))["data"] as object;
    expect(["execution_url" in got, "execution_url" in (list().data[0] ?? {})]).toEqual(
      reads === "full" ? [true, true] : [false, false],
    );
  }
});
