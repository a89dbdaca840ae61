import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { afterEach, expect, test } from "vitest";
import { checkEndpoint, checkStranger, dryRun, type Webhook } from "./check-webhook.ts";

const send = httpsSender();
const stage = { organizationId: "60012345678", verifySignature: false };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A webhook that answers what is not JSON with the one status, and JSON with the other. */
async function serve(toText: number, toJson = 500): Promise<Webhook> {
  const server = createServer((request, response) => {
    response.writeHead(request.headers["content-type"] === "application/json" ? toJson : toText).end("{}");
  });
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slug: "a",
    stage: "dev",
    stackName: "acme-dev",
    credential: "c".repeat(43),
  };
}

test("only a refusal right after authentication and one right after the organisation are a good dry run", async () => {
  expect(await dryRun(send, await serve(415, 401), stage)).toMatchObject({ verdict: "ok" });
});

test.each([
  [404, 401, "its own credential is answered 404", /does not route the action/],
  [401, 401, "its own credential is answered 401", /pnpm cliq rotate --stage dev$/],
  [200, 200, "its own credential is answered 200", /function's log/],
  [503, 503, "its own credential is answered 503", /function's log/],
  [429, 429, "its own credential is answered 429", /in a minute: pnpm cliq doctor --stage dev$/],
  [415, 403, "it serves another organisation than 60012345678", /pnpm cdk deploy -c stage=dev$/],
  [415, 200, "an event that is an hour old is answered 200, not 401", /function's log/],
])("a webhook that answers %i and then %i fails with the remedy", async (toText, toJson, says, remedy) => {
  expect(await dryRun(send, await serve(toText, toJson), stage)).toEqual({
    verdict: "fail",
    says,
    remedy: expect.stringMatching(remedy) as string,
  });
});

test("where Cliq's signature must verify, a refusal is as it must be and not all can be shown", async () => {
  expect(await dryRun(send, await serve(401), { ...stage, verifySignature: true })).toMatchObject({ verdict: "warn" });
});

test.each([200, 415, 404])("a wrong credential that is answered %i fails", async (status) => {
  expect(await checkStranger(send, await serve(status))).toMatchObject({
    verdict: "fail",
    says: `a wrong credential is answered ${status}, not 401`,
  });
});

test("an endpoint in the clear, without TLS, away, or that is something else is told apart", async () => {
  const { origin } = await serve(200);
  expect(await checkEndpoint(send, "http://api.example.com", "acme-dev")).toMatchObject({
    verdict: "fail",
    says: "http://api.example.com is not https",
  });
  expect(await checkEndpoint(send, origin.replace("http:", "https:"), "acme-dev")).toMatchObject({
    verdict: "fail",
    remedy: expect.stringMatching(/TLS/) as string,
  });
  expect(await checkEndpoint(send, origin, "acme-dev")).toMatchObject({
    verdict: "warn",
    says: expect.stringMatching(/answers 200 to what is no action/) as string,
  });
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  expect(await checkEndpoint(send, origin, "acme-dev")).toMatchObject({ verdict: "fail" });
});
