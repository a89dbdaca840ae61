import {
  GetParameterCommand,
  type Parameter,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { readGrant } from "@cliq-actions/registrar/token-keeper/grant";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type GrantStore, ssmGrantStore } from "./grant-store.ts";

const grant = { clientId: "1000.ID", clientSecret: "secret", refreshToken: "1000.refresh" };
const other = { clientId: "1000.OTHER", clientSecret: "other", refreshToken: "1000.other" };
let aws: LocalAws;
let ssm: SSMClient;
let store: GrantStore;
let prefix: string;
let tests = 0;

beforeAll(async () => {
  aws = await startLocalAws();
  ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
});
afterAll(async () => aws.stop());
beforeEach(() => {
  prefix = `/acme/stage${(tests += 1)}`;
  store = ssmGrantStore(ssm, prefix);
});

async function get(name: string): Promise<Parameter | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name: `${prefix}/${name}`, WithDecryption: true }))).Parameter;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

async function put(name: string, value: string, type: "String" | "SecureString" = "SecureString"): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: `${prefix}/${name}`, Value: value, Type: type }));
}

test("what is created is a pair of SecureStrings that reads back", async () => {
  expect(await store.create(grant)).toEqual([`${prefix}/oauth/client`, `${prefix}/oauth/refresh-token`]);
  expect([(await get("oauth/client"))?.Type, (await get("oauth/refresh-token"))?.Type]).toEqual([
    "SecureString",
    "SecureString",
  ]);
  expect(await store.read()).toEqual({
    client: { clientId: grant.clientId, clientSecret: grant.clientSecret },
    refreshToken: grant.refreshToken,
    names: [`${prefix}/oauth/client`, `${prefix}/oauth/refresh-token`],
  });
});

test("the token keeper reads what is created, and what replaces it", async () => {
  const parameters = ssmParameterStore(ssm, prefix);
  await store.create(grant);
  expect(await readGrant(parameters)).toEqual(grant);
  await store.replace(await store.read(), other);
  expect(await readGrant(parameters)).toEqual(other);
});

test("a token that appeared since it was looked for is not overwritten, and no client is left beside it", async () => {
  await put("oauth/refresh-token", "1000.theirs");
  await expect(store.create(grant)).rejects.toThrow(`${prefix}/oauth/refresh-token appeared meanwhile`);
  expect((await get("oauth/refresh-token"))?.Value).toBe("1000.theirs");
  expect(await get("oauth/client")).toBeUndefined();
});

test("a replacement that fails half-way puts the old client back", async () => {
  await put("oauth/client", JSON.stringify({ clientId: grant.clientId, clientSecret: grant.clientSecret }));
  // Parameter Store refuses to make a SecureString of a String: a real failure of the second write.
  await put("oauth/refresh-token", grant.refreshToken, "String");
  await put("oauth/access-token", "{}");
  await expect(store.replace(await store.read(), other)).rejects.toThrow("changing a parameter type");
  expect((await store.read()).client).toEqual({ clientId: grant.clientId, clientSecret: grant.clientSecret });
  expect(await get("oauth/access-token")).toBeDefined();
});

test("a client nobody can read counts as one that is there and cannot be used", async () => {
  await put("oauth/client", "not JSON");
  expect(await store.read()).toEqual({ client: undefined, refreshToken: undefined, names: [`${prefix}/oauth/client`] });
});
