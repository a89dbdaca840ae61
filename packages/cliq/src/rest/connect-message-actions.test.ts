import { cliqWorlds, type FakeCliq, oddOther, startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { httpsSender } from "../http/https-sender.ts";
import { refreshAccessToken } from "../oauth/refresh-access-token.ts";
import { TokenRefused } from "../oauth/token-refused.ts";
import type { CliqConnection } from "./cliq-call.ts";
import { isNotFound } from "./cliq-failure.ts";
import { connectMessageActions } from "./connect-message-actions.ts";
import type { MessageActionClient } from "./message-action-client.ts";
import type { MessageActionFields } from "./message-action-fields.ts";

const send = httpsSender();
const fields: MessageActionFields = {
  name: "Log to Jira",
  hint: "Send this message to Jira as an issue",
  scope: "organization",
  multi_selectable: false,
  message_types: ["text", "link"],
  execution_url: "https://api.example.com/actions/log/x",
};

let cliq: FakeCliq;
let client: MessageActionClient;
beforeEach(async () => {
  cliq = await startFakeCliq();
  client = connect();
});
afterEach(async () => {
  await cliq.stop();
});

function connect(changes: Partial<CliqConnection> = {}): MessageActionClient {
  const renew = async (): Promise<string> =>
    (await refreshAccessToken(send, { ...cliq, accountsOrigin: cliq.accountsUrl })).accessToken;
  let token: string | undefined;
  const tokens = { current: async () => (token ??= await renew()), refused: async () => (token = await renew()) };
  return connectMessageActions({ origin: cliq.cliqUrl, tokens, send, clock: systemClock, ...changes });
}

async function create(change: Partial<MessageActionFields> = {}): Promise<string> {
  const created = await client.create({ ...fields, ...change });
  if (!created.ok) throw new Error(created.error.message);
  return created.value.id;
}

describe("the seven endpoints", () => {
  it("create, read, change and delete an action, with ids as text", async () => {
    const id = await create();
    expect(id).toMatch(/^\d{17}$/);
    expect(await client.get(id)).toMatchObject({
      ok: true,
      value: { id, name: "Log to Jira", execution_type: "webhook", status: "enabled" },
    });
    expect(await client.list()).toMatchObject({ ok: true, value: [{ id, creator: { name: "Jordan Ellis" } }] });
    expect(await client.update(id, { hint: "Another" })).toMatchObject({
      ok: true,
      value: { hint: "Another", name: "Log to Jira" },
    });
    expect(await client.updateHandler(id, { permissions: ["chat", "user"] })).toEqual({
      ok: true,
      value: { permissions: ["chat", "user"] },
    });
    expect(await client.getHandler(id)).toEqual({ ok: true, value: { permissions: ["chat", "user"] } });
    expect(await client.delete(id)).toEqual({ ok: true, value: undefined });
    expect(await client.get(id)).toMatchObject({
      ok: false,
      error: { kind: "refused", code: "msgaction_not_found", operation: "get" },
    });
  });

  it("send team ids as integers beyond 2^53 and read them back", async () => {
    const teams = ["9007199254740993", "100001"];
    const id = await create({ scope: "team", team_ids: teams });
    expect(await client.get(id)).toMatchObject({ ok: true, value: { team_ids: teams } });
    expect(cliq.model.actions()[0]?.teamIds).toEqual(teams);
  });

  it("list every page, at a hundred a page", async () => {
    const { person } = cliq.model;
    for (let count = 0; count < 230; count += 1) {
      cliq.model
        .actAs(person)
        .create({ name: `Action ${count}`, hint: "h", scope: "organization", message_types: ["text"] }, Date.now());
    }
    const listed = await client.list();
    expect(listed.ok && new Set(listed.value.map(({ id }) => id)).size).toBe(230);
    expect(cliq.model.calls().filter(({ operation }) => operation === "listActions")).toHaveLength(3);
  });

  it("stop at a page token that comes again", async () => {
    cliq.model.inject({ on: "listActions", kind: "repeat-token", times: 500 });
    expect(await client.list()).toMatchObject({ ok: false, error: { kind: "protocol" } });
    expect(cliq.model.calls().filter(({ operation }) => operation === "listActions").length).toBeLessThan(5);
  });

  it.each([
    ["absent", "", true],
    ["null", ',"next_token":null', true],
    ["empty", ',"next_token":""', true],
    ["true", ',"next_token":true', false],
    ["a list", ',"next_token":["x"]', false],
  ])(
    "read a list to its end where the next token is %s, and never take an odd one for the end",
    async (_, token, ok) => {
      cliq.model.inject({ on: "listActions", kind: "status", status: 200, body: `{"data":[{"id":7}]${token}}` });
      expect(await client.list()).toMatchObject(
        ok ? { ok, value: [{ id: "7", name: "" }] } : { ok, error: { kind: "protocol" } },
      );
    },
  );

  it("tolerate fields and values nobody documented", async () => {
    cliq.model.inject({ on: "any", kind: "extra-fields", times: 50, nth: 2 });
    const id = await create();
    expect(await client.list()).toMatchObject({ ok: true, value: [{ id }] });
  });
});

describe("in every world that the documents leave open", () => {
  it.each(Object.entries(cliqWorlds))(
    "%s: an action is made, changed, found, and seen to be gone",
    async (_, world) => {
      await cliq.stop();
      cliq = await startFakeCliq(world);
      client = connect({ clock: { now: () => Date.now(), sleep: async () => {} } });
      const theirs = { name: "Theirs", hint: "x", scope: "organization", message_types: ["text"] } as const;
      cliq.model.actAs(oddOther).create(theirs, Date.now());
      const id = await create({ name: "Ann's list" });
      expect(await client.update(id, { hint: "Another" })).toMatchObject({ ok: true, value: { id } });
      expect(await client.updateHandler(id, { permissions: ["user"] })).toMatchObject({ ok: true });
      const listed = await client.list();
      expect(listed.ok && listed.value.map((item) => item.id)).toContain(id);
      expect(await client.delete(id)).toEqual({ ok: true, value: undefined });
      const gone = await client.get(id);
      const isSaid = !("notFoundForm" in world);
      expect(gone.ok || isNotFound(gone.error)).toBe(isSaid);
      if (!isSaid) expect(gone).toMatchObject({ error: { kind: "unavailable", ambiguous: false, transient: true } });
    },
  );
});

describe("what goes wrong", () => {
  it.each(["html", "empty", "truncated", "missing-id", "wrong-type"] as const)(
    "as %s in place of the documented JSON is a protocol failure, ambiguous for a create and not for a read",
    async (kind) => {
      cliq.model.inject({ on: "createAction", kind });
      expect(await client.create(fields)).toMatchObject({ ok: false, error: { kind: "protocol", ambiguous: true } });
      expect(cliq.model.calls().filter(({ operation }) => operation === "createAction")).toHaveLength(1);
      cliq.model.inject({ on: "getAction", kind });
      expect(await client.get(cliq.model.actions()[0]?.id ?? "")).toMatchObject({
        ok: false,
        error: { kind: "protocol", ambiguous: false },
      });
    },
  );

  it.each(["lost", "applied-then-lost"] as const)(
    "in a create (%s) is ambiguous and never sent again",
    async (kind) => {
      cliq.model.inject({ on: "createAction", kind });
      expect(await client.create(fields)).toMatchObject({ ok: false, error: { kind: "unavailable", ambiguous: true } });
      expect(cliq.model.calls().filter(({ operation }) => operation === "createAction")).toHaveLength(1);
    },
  );

  it("in passing is tried again for reads, updates and deletes", async () => {
    const id = await create();
    for (const on of ["getAction", "updateAction", "deleteAction"] as const) {
      cliq.model.inject({ on, kind: "status", status: 503 });
      cliq.model.inject({ on, kind: "lost" });
    }
    expect(await client.get(id)).toMatchObject({ ok: true });
    expect(await client.update(id, { hint: "Again" })).toMatchObject({ ok: true });
    expect(await client.delete(id)).toMatchObject({ ok: true });
  });

  it.each([
    ["a proxy's page", "<html>Sign in</html>", { ok: false, error: { kind: "protocol", ambiguous: true } }],
    ["nothing", "", { ok: false, error: { kind: "protocol", ambiguous: true } }],
    ["JSON", '{"status":"ok"}', { ok: false, error: { kind: "protocol", isJson: true } }],
  ])("whose answer to a delete is a 200 with %s is not the documented one", async (_what, body, result) => {
    cliq.model.inject({ on: "deleteAction", kind: "status", status: 200, body });
    expect(await client.delete(await create())).toMatchObject(result);
  });

  it("for long is given up within the deadline of the call", async () => {
    cliq.model.inject({ on: "listActions", kind: "hang", times: 100 });
    const hurried = connect({ callTimeoutMs: 900, attemptTimeoutMs: 250 });
    const startedAt = performance.now();
    expect(await hurried.list()).toMatchObject({ ok: false, error: { kind: "unavailable", ambiguous: false } });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it("as a redirect is refused, not followed", async () => {
    cliq.model.inject({ on: "listActions", kind: "redirect" });
    expect(await client.list()).toMatchObject({
      ok: false,
      error: { kind: "protocol", message: expect.stringContaining("redirect") as string },
    });
  });

  it.each([429, 400] as const)(
    "as a lock, in the form of a %i, is said with how long it lasts and not tried again",
    async (form) => {
      await cliq.stop();
      cliq = await startFakeCliq({ throttleForm: form });
      client = connect();
      const id = await create();
      for (let count = 0; count < 10; count += 1) await client.get(id);
      expect(await client.get(id)).toMatchObject({ ok: false, error: { kind: "throttled", retryAfterMs: 300_000 } });
      expect(cliq.model.calls().filter(({ throttled }) => throttled !== undefined)).toHaveLength(1);
    },
  );

  it("as a lacking scope names it", async () => {
    await cliq.stop();
    cliq = await startFakeCliq({ scopes: ["ZohoCliq.messageactions.READ"] });
    client = connect();
    expect(await client.create(fields)).toMatchObject({
      ok: false,
      error: { kind: "scope-missing", scope: "ZohoCliq.messageactions.CREATE" },
    });
  });
});

describe("an access token", () => {
  it("that Cliq refuses is replaced once and the call repeated, a create too", async () => {
    let given: string | undefined;
    const good = cliq.model.issueAccessToken(Date.now());
    const tokens = {
      current: async () => "1000.stale.stale",
      refused: async (token: string) => {
        given = token;
        return good;
      },
    };
    expect(await connect({ tokens }).create(fields)).toMatchObject({ ok: true });
    expect(given).toBe("1000.stale.stale");
  });

  it("that is refused again ends the call", async () => {
    let asked = 0;
    const tokens = {
      current: async () => "1000.stale.stale",
      refused: async () => {
        asked += 1;
        return "1000.stale.again";
      },
    };
    expect(await connect({ tokens }).list()).toMatchObject({ ok: false, error: { kind: "unauthorized" } });
    expect(asked).toBe(1);
    expect(cliq.model.calls()).toHaveLength(2);
  });

  it("that cannot be had is a failure, and nothing is sent", async () => {
    const tokens = {
      current: async () => Promise.reject(new TokenRefused("invalid_code")),
      refused: async () => "",
    };
    expect(await connect({ tokens }).list()).toMatchObject({
      ok: false,
      error: { kind: "token-missing", code: "token_refused" },
    });
    expect(cliq.model.calls()).toEqual([]);
  });
});
