import * as fc from "fast-check";
import { expect, test } from "vitest";
import { callModel, idOf, jsonOf, tokenOf, webhookAction } from "../testing/call-model.ts";
import { lena, priya } from "../testing/made-up-people.ts";

interface Page {
  data: { id: string; name: string }[];
  next_token?: string;
  sync_token: string;
  deleted?: string[];
}

/** A model whose thresholds are out of the way, with `count` actions made by hand. */
function organizationOf(count: number) {
  const called = callModel({ thresholds: { listActions: 1_000 } });
  const hands = called.model.actAs(called.model.person);
  const names = Array.from({ length: count }, (_, index) => `Action ${index}`);
  const actions = names.map((name) => hands.create({ name, hint: "h", message_types: ["text"] }, called.clock.now));
  const list = (query = ""): Page => {
    const answer = called.call("GET", `/messageactions${query}`);
    expect(answer.status).toBe(200);
    return jsonOf(answer) as unknown as Page;
  };
  return { ...called, hands, ids: actions.map(({ id }) => id), list };
}

function walk(
  list: (query: string) => Page,
  limit: number,
  first = "",
  between: (page: number) => void = () => {},
): Page[] {
  const pages = [list(`?limit=${limit}${first}`)];
  for (let token = pages[0]?.next_token; token !== undefined; token = pages.at(-1)?.next_token) {
    between(pages.length);
    pages.push(list(`?limit=${limit}&next_token=${encodeURIComponent(token)}`));
  }
  return pages;
}

test("pages of any size show every action exactly once, in order of creation, and only the last has no next_token", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 100 }), (count, limit) => {
      const { ids, list } = organizationOf(count);
      const pages = walk(list, limit);
      expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(ids);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(count / limit)));
      expect(pages.slice(0, -1).every(({ data }) => data.length === limit)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("creates, edits and deletes between pages neither repeat nor hide the actions that stay", () => {
  const change = fc.record({ what: fc.constantFrom("create", "edit", "remove"), pick: fc.nat() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (changes, limit) => {
      const { hands, ids, list, clock } = organizationOf(20);
      const staying = new Set(ids);
      const pages = walk(list, limit, "", (page) => {
        const { what, pick } = changes[page - 1] ?? { what: "none", pick: 0 };
        const id = [...staying][pick % staying.size];
        if (what === "create") hands.create({ name: `New ${page}`, hint: "h", message_types: ["text"] }, clock.now);
        if (what === "edit" && id) hands.edit(id, { hint: `edited ${page}` }, clock.now);
        if (what === "remove" && id) {
          hands.remove(id, clock.now);
          staying.delete(id);
        }
      });
      const shown = pages.flatMap(({ data }) => data.map(({ id }) => id));
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toEqual(expect.arrayContaining([...staying]));
    }),
    { numRuns: 100 },
  );
});

test("a sync_token shows exactly what was created or edited since, and the ids deleted since", () => {
  const change = fc.record({ what: fc.constantFrom("create", "edit", "remove"), pick: fc.nat() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 15 }), fc.integer({ min: 1, max: 30 }), (changes, limit) => {
      const { hands, ids, list, clock } = organizationOf(8);
      const { sync_token } = list();
      const alive = new Set(ids);
      const changed = new Set<string>();
      const removed: string[] = [];
      for (const [index, { what, pick }] of changes.entries()) {
        const id = [...alive][pick % Math.max(1, alive.size)];
        if (what === "create") {
          const made = hands.create({ name: `New ${index}`, hint: "h", message_types: ["text"] }, clock.now);
          alive.add(made.id);
          changed.add(made.id);
        } else if (id !== undefined && what === "edit") {
          hands.edit(id, { hint: `edit ${index}` }, clock.now);
          changed.add(id);
        } else if (id !== undefined) {
          hands.remove(id, clock.now);
          alive.delete(id);
          changed.delete(id);
          removed.push(id);
        }
      }
      const pages = walk(list, limit, `&sync_token=${encodeURIComponent(sync_token)}`);
      expect(pages.flatMap(({ data }) => data.map(({ id }) => id)).toSorted()).toEqual([...changed].toSorted());
      expect(pages[0]?.deleted).toEqual(removed);
      const after = list(`?sync_token=${encodeURIComponent(pages[0]?.sync_token ?? "")}`);
      expect([after.data, after.deleted]).toEqual([[], []]);
    }),
    { numRuns: 100 },
  );
});

test("a page has 20 actions unless told otherwise, and a next_token keeps the size that was asked for", () => {
  const { list } = organizationOf(50);
  const first = list();
  expect(first.data).toHaveLength(20);
  const small = list("?limit=3");
  expect(list(`?next_token=${small.next_token}`).data).toHaveLength(3);
  expect(list("?next_token=null&sync_token=").data).toHaveLength(20);
});

test.each([
  "limit=0",
  "limit=101",
  "limit=ten",
  "next_token=abc",
  `next_token=${Buffer.from("next|20|1||1").toString("base64")}!`,
  "sync_token=bmV4dHwyMHwwfHww",
])("%s is refused", (query) => {
  const answer = callModel().call("GET", `/messageactions?${query}`);
  expect([answer.status, jsonOf(answer)["code"]]).toEqual([400, "input_pattern_mismatch"]);
});

test("a person sees the organisation's actions, their own and their teams', not others' personal ones", () => {
  const { model, call, clock } = callModel();
  const make = (name: string, fields: object, owner = priya) =>
    model.actAs(owner).create({ name, hint: "h", message_types: ["text"], ...fields }, clock.now);
  make("Everyone's", { scope: "organization" });
  make("Priya's", { scope: "personal" });
  make("The team's", { scope: "team", team_ids: ["100001"] });
  make("Lena's", { scope: "personal" }, lena);
  const client = model.addClient({ person: lena });
  const answer = call("GET", "/messageactions", undefined, tokenOf(model, client, clock.now));
  const page = jsonOf(answer) as unknown as Page;
  expect(page.data.map(({ name }) => name)).toEqual(["Everyone's", "The team's", "Lena's"]);
});

test("with listDelayMs a create shows late and a delete lingers, while a get tells the truth", () => {
  const { call, clock } = callModel({ listDelayMs: 30_000 });
  const names = () => (jsonOf(call("GET", "/messageactions")) as unknown as Page).data.map(({ name }) => name);
  const id = idOf(call("POST", "/messageactions", webhookAction({ name: "Late" })));
  expect(names()).toEqual([]);
  expect(call("GET", `/messageactions/${id}`).status).toBe(200);
  clock.now += 30_000;
  expect(names()).toEqual(["Late"]);
  call("DELETE", `/messageactions/${id}`);
  expect(names()).toEqual(["Late"]);
  expect(call("GET", `/messageactions/${id}`).status).toBe(404);
  clock.now += 30_000;
  expect(names()).toEqual([]);
});

test("sparse reads leave out execution_url", () => {
  for (const reads of ["full", "sparse"] as const) {
    const { call } = callModel({ reads });
    const created = call("POST", "/messageactions", webhookAction());
    expect(jsonOf(created)["data"]).toHaveProperty("execution_url");
    const { data } = jsonOf(call("GET", "/messageactions")) as unknown as Page;
    expect("execution_url" in (data[0] ?? {})).toBe(reads === "full");
  }
});
