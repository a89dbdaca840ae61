import { UpstreamFailed } from "@cliq-actions/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import { startSystem } from "./testing/start-system.ts";

const environment = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, {
    STAGE: "dev",
    ACTION_SLUG: "post-note",
    PARAMETER_PREFIX: "/product/dev",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  });
});
afterEach(() => {
  process.env = { ...environment };
});

const declared = { statusPage: { origin: "https://api.example.com", secret: "api-key" } } as const;

describe("an answer of", () => {
  it.each([200, 201, 204, 304, 400, 403, 404, 409, 422])("%i is the action's to judge", async (status) => {
    await using system = await startSystem(() => ({ status, json: { said: status } }));
    const { statusPage } = connect(declared);
    const answer = await statusPage.send({ method: "POST", path: "/v1/incidents", json: { name: "x" } });
    expect(answer.status).toBe(status);
    expect(system.seen).toMatchObject([
      { method: "POST", path: "/v1/incidents", body: '{"name":"x"}', headers: { authorization: "Bearer s3cret" } },
    ]);
  });

  it.each([301, 302, 307, 308])("%i is a failure: no redirect is followed", async (status) => {
    await using system = await startSystem(() => ({ status, headers: { location: "/elsewhere" } }));
    const { statusPage } = connect(declared);
    const failure = statusPage.send({ method: "GET", path: "/" });
    await expect(failure).rejects.toThrow(UpstreamFailed);
    await expect(failure).rejects.toMatchObject({ system: "status page", status });
    expect(system.seen).toHaveLength(1);
  });
});
