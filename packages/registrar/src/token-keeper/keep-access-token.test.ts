import { createHash } from "node:crypto";
import { createCliqModel } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { readAccessToken, writeAccessToken } from "@cliq-actions/aws/access/stored-token";
import { memoryParameters } from "../testing/memory-parameters.ts";
import { memoryTokenRow } from "../testing/memory-rows.ts";
import { virtualClock, virtualSend } from "../testing/virtual-send.ts";
import { keepAccessToken } from "./keep-access-token.ts";
import { toFunctionError, toOutcome } from "../to-outcome.ts";

const startsAt = Date.parse("2026-11-22T09:00:00Z");
const digest = (token: string): string => createHash("sha256").update(token).digest("hex");

async function stage(options: Parameters<typeof createCliqModel>[0] = {}) {
  const clock = virtualClock(startsAt);
  const model = createCliqModel({ startedAt: startsAt, ...options });
  const parameters = memoryParameters();
  await parameters.write(
    "oauth/client",
    JSON.stringify({ clientId: model.clientId, clientSecret: model.clientSecret }),
  );
  await parameters.write("oauth/refresh-token", model.refreshToken);
  const row = memoryTokenRow();
  const ports = {
    parameters,
    row,
    send: virtualSend(model, clock),
    accountsOrigin: "https://accounts.zoho.com",
    clock,
    random: () => 0.5,
  };
  const keep = async (refused?: string) => keepAccessToken(ports, { refused });
  const stored = async () => (await readAccessToken(parameters))?.accessToken ?? "";
  const refreshes = (): number => model.calls().filter(({ operation }) => operation === "token").length;
  return { clock, model, parameters, row, ports, keep, stored, refreshes };
}

describe("the token keeper", () => {
  it("stores a token that Cliq takes, and tells only when it ends and what it is for", async () => {
    const { clock, model, keep, stored } = await stage();
    const scopes: unknown = expect.arrayContaining(["ZohoCliq.messageactions.READ"]);
    expect(await keep()).toEqual({ expiresAt: clock.now() + 3_600_000, renewed: true, scopes });
    expect(await keep()).toEqual({ expiresAt: clock.now() + 3_600_000, renewed: false, scopes });
    const headers = { authorization: `Bearer ${await stored()}` };
    expect(model.handle({ method: "GET", path: "/api/v3/messageactions", headers, body: "" }, clock.now()).status).toBe(
      200,
    );
  });

  it("keeps a pause whose reason only a newer release knows, and goes on after it", async () => {
    const { clock, model, row, keep, refreshes } = await stage();
    model.inject({ on: "token", kind: "status", status: 503 });
    await expect(keep()).rejects.toThrow("Zoho accounts server");
    const asked = refreshes();
    row.put({ ...row.state(), pause: { ...row.state().pause, code: "quota_spent" } });
    await expect(keep()).rejects.toThrow("Zoho accounts server");
    expect(refreshes()).toBe(asked);
    clock.advance(120_000);
    expect(await keep()).toMatchObject({ renewed: true });
  });

  it.each([
    ["a redirect", { kind: "redirect", location: "https://accounts.zoho.com/signin" }],
    ["a page", { kind: "status", status: 200, body: "<html>Sign in</html>" }],
    ["a word nobody knows", { kind: "status", status: 200, body: '{"error":"brand_new"}' }],
    ["an outage", { kind: "status", status: 503 }],
  ] as const)("tells what may be for ever from an outage, in its pause too: %s", async (what, fault) => {
    const { model, keep } = await stage();
    model.inject({ on: "token", ...fault });
    const code = what === "an outage" ? "upstream_failed" : "accounts_odd";
    for (let round = 0; round < 2; round += 1)
      expect(toOutcome(await keep().catch((error: unknown) => error))).toBe(code);
  });

  it("refreshes once while the token is good, and again within its last five minutes", async () => {
    const { clock, keep, refreshes } = await stage();
    await keep();
    clock.advance(54 * 60_000);
    await keep();
    expect(refreshes()).toBe(1);
    clock.advance(2 * 60_000);
    await keep();
    expect(refreshes()).toBe(2);
  });

  it("refreshes for the token that Cliq refused, but not for one that was replaced meanwhile", async () => {
    const { keep, stored, refreshes } = await stage();
    await keep();
    const refused = digest(await stored());
    await keep(refused);
    expect(refreshes()).toBe(2);
    await keep(refused);
    expect(refreshes()).toBe(2);
  });

  it("renews for the schedule once half of the token's life is over, so that it lasts until the next time", async () => {
    const { clock, ports, refreshes } = await stage();
    const minutes: number[] = [];
    for (let minute = 0; minute <= 150; minute += 25) {
      if ((await keepAccessToken(ports, { scheduled: true })).renewed) minutes.push(minute);
      clock.advance(25 * 60_000);
    }
    expect(minutes).toEqual([0, 50, 100, 150]);
    expect(refreshes()).toBe(4);
  });

  it("renews a token that lives for five minutes at half of that, not at every call", async () => {
    const { clock, keep, refreshes } = await stage({ expiresIn: 300 });
    for (let second = 0; second < 600; second += 10) {
      await keep();
      clock.advance(10_000);
    }
    expect(refreshes()).toBe(4);
  });

  it("takes no token for good that ends later than any can: a clock was wrong [O4]", async () => {
    const { parameters, clock, keep } = await stage();
    await writeAccessToken(parameters, { accessToken: "1000.a.b", expiresAt: clock.now() + 86_400_000 });
    expect(await keep()).toMatchObject({ renewed: true });
  });

  it("goes on with a refresh token that was replaced while it asked with the old one [T15]", async () => {
    const { model, parameters, ports, refreshes, stored } = await stage();
    const authorised = model.addClient();
    const replaceFirst: typeof ports.send = async (request) => {
      if (refreshes() === 0) {
        await parameters.write(
          "oauth/client",
          JSON.stringify({ clientId: authorised.clientId, clientSecret: authorised.clientSecret }),
        );
        await parameters.write("oauth/refresh-token", authorised.refreshToken);
      }
      return ports.send(request);
    };
    await parameters.write("oauth/refresh-token", "1000.ended.ended");
    expect(await keepAccessToken({ ...ports, send: replaceFirst }, {})).toMatchObject({ renewed: true });
    expect(refreshes()).toBe(2);
    expect(await stored()).toMatch(/^1000\./);
  });

  it("rests a little longer after every failure of the accounts server, and says the same meanwhile", async () => {
    const { clock, model, keep, refreshes } = await stage();
    model.inject({ on: "token", kind: "status", status: 503, times: 4 });
    const asked: number[] = [];
    for (let second = 0; second < 40; second += 1) {
      const before = refreshes();
      const failure: unknown = await keep().catch((reason: unknown) => reason);
      if (refreshes() > before) asked.push(second);
      if (refreshes() < 5)
        expect(toFunctionError(failure).message).toBe("The Zoho accounts server is not answering (503)");
      clock.advance(960);
    }
    expect(asked).toHaveLength(4);
    expect(asked[3]).toBeGreaterThanOrEqual(33);
  });

  it("leaves nothing half done when the token cannot be stored", async () => {
    const { ports, row, parameters, keep, stored } = await stage();
    const denied = Object.assign(new Error("User is not authorized to perform: ssm:PutParameter"), {
      name: "AccessDeniedException",
    });
    const failing = { ...parameters, write: async () => Promise.reject(denied) };
    const failure: unknown = await keepAccessToken({ ...ports, parameters: failing }, {}).catch(
      (reason: unknown) => reason,
    );
    expect([failure, toOutcome(failure), row.state().lease]).toEqual([denied, "access_denied", undefined]);
    expect(await keep()).toMatchObject({ renewed: true });
    expect(await stored()).toMatch(/^1000\./);
  });

  it("refreshes where the stored value cannot be read", async () => {
    const { parameters, keep, stored } = await stage();
    for (const value of ["", "no JSON", "{}", '{"accessToken":"x"}', '{"accessToken":"","expiresAt":9}']) {
      await parameters.write("oauth/access-token", value);
      await keep();
      expect(await stored()).toMatch(/^1000\./);
    }
  });

  it("trusts an odd lifetime for five minutes only", async () => {
    const { clock, keep } = await stage({ expiresIn: null });
    expect(await keep()).toMatchObject({ expiresAt: clock.now() + 300_000, renewed: true });
  });

  it.each([
    ["oauth/client", undefined, "/acme/test/oauth/client does not exist"],
    ["oauth/client", "s3cr3t-not-json", "/acme/test/oauth/client is not"],
    ["oauth/refresh-token", undefined, "/acme/test/oauth/refresh-token does not exist"],
    ["oauth/refresh-token", "1000.revoked-token.value", "invalid_code"],
  ])("with a %s of %j says to authorize, by code and without secrets", async (name, value, sentence) => {
    const { parameters, model, keep, stored } = await stage();
    if (value === undefined) parameters.remove(name);
    else await parameters.write(name, value);
    const thrown: unknown = await keep().catch((reason: unknown) => reason);
    const error = toFunctionError(thrown);
    expect(error.name).toMatch(/^(misconfigured|token_refused)$/);
    expect(error.message).toContain(sentence);
    expect(error.message).toMatch(/run `pnpm cliq authorize --stage <stage>( --rotate)?`$/);
    for (const secret of ["s3cr3t", "revoked-token", model.clientSecret, model.refreshToken])
      expect(String(error.stack)).not.toContain(secret);
    expect(await stored()).toBe("");
  });

  it("keeps the stored token when the accounts server fails", async () => {
    const { parameters, clock, model, keep, stored } = await stage();
    await writeAccessToken(parameters, { accessToken: "1000.old.old", expiresAt: clock.now() + 60_000 });
    model.inject({ on: "token", kind: "status", status: 503 });
    const error = toFunctionError(await keep().catch((reason: unknown) => reason));
    expect(error).toMatchObject({
      name: "upstream_failed",
      message: "The Zoho accounts server is not answering (503)",
    });
    expect(await stored()).toBe("1000.old.old");
  });
});
