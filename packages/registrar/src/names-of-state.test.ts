import { UpstreamFailed } from "@cliq-actions/core";
import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { TokenThrottled } from "@cliq-actions/cliq/oauth/token-throttled";
import { toPause } from "./token-keeper/grant.ts";
import { deriveCredential } from "@cliq-actions/aws/credential";
import { operations } from "@cliq-actions/cliq/rest/operations";
import { beforeAll, expect, it } from "vitest";
import { operationUseSchema } from "./budget/operation-use.ts";
import { toDesiredSet } from "./registrar/desired-set.ts";
import { digestOfSet, deduplicate } from "./registrar/delivery.ts";
import { parseProperties } from "./registrar/parse-properties.ts";
import { loadClients, virtualStack } from "./testing/virtual-stack.ts";
import { anAction } from "./testing/virtual-stage.ts";
import { tokenStateSchema } from "./token-keeper/token-row.ts";

// What is compared with here is in the tables, parameters and menus of stages that are deployed. Where one of these tests
// fails, the change would leave that behind, or lead a rollback's older code astray: read the former name beside the new one.

beforeAll(loadClients);

it("rows, their attributes and parameters keep their names", async () => {
  const { time, aws, askKey, askActions, model } = virtualStack({}, 1);
  const named = new Set<string>();
  aws.onCall(() => {
    for (const { name } of model.actions()) if (name !== "Do a") named.add(name);
  });
  const live = async (): Promise<unknown> => {
    await askKey();
    const created = await askActions("Create", ["a"], { removal_policy: "retain" });
    await askActions("Update", []);
    return created;
  };
  const [created] = await time.run([live()]);
  expect(created).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: "cliq-bdfb8743d49c4e584e08e08f5e07997b" });
  expect([...aws.rows.keys()].toSorted()).toEqual([
    "budget#create",
    "budget#list",
    "budget#update",
    "budget#updateHandler",
    "oauth#access-token",
    "registrations#stack#It",
  ]);
  const attributes = [...aws.rows].map(([key, row]) => `${key.split("#")[0]}: ${Object.keys(row).toSorted().join()}`);
  expect(new Set(attributes)).toEqual(
    new Set(["budget: lastWrite,pk,use", "oauth: lastWrite,pk,state", "registrations: lastWrite,pk,state"]),
  );
  const ledger = JSON.parse(aws.rows.get("registrations#stack#It")?.state?.S ?? "{}") as { released: object };
  expect(Object.keys(ledger.released)).toEqual(["actions/a"]);
  const below = "/acme/test/";
  const token = JSON.parse(aws.parameters.get(`${below}oauth/access-token`) ?? "{}") as object;
  expect(Object.keys(token).toSorted()).toEqual(["accessToken", "expiresAt", "issuedAt", "version"]);
  expect([...aws.parameters.keys()].toSorted()).toEqual(
    ["oauth/access-token", "oauth/client", "oauth/refresh-token", "signing-key"].map((name) => below + name),
  );
  expect([...named]).toEqual([expect.stringMatching(/^Registering [0-9a-f]{16}$/)]);
});

it("the budget's operations and the fields of its rows and the keeper's keep their names", () => {
  expect(Object.keys(operations).toSorted()).toEqual([
    "create",
    "createFunction",
    "createFunctionHandler",
    "delete",
    "deleteFunction",
    "deleteFunctionHandler",
    "get",
    "getFunction",
    "getFunctionHandler",
    "getHandler",
    "list",
    "listFunctions",
    "postToChat",
    "update",
    "updateFunction",
    "updateFunctionHandler",
    "updateHandler",
  ]);
  expect(Object.keys(operationUseSchema.shape).toSorted()).toEqual(["calls", "lockedUntil"]);
  const { lease, sealed, pause, ...rest } = tokenStateSchema.shape;
  expect(Object.keys(rest).toSorted()).toEqual(["asked", "grant", "version"]);
  expect(Object.keys(lease.unwrap().shape)).toEqual(["takenAt"]);
  expect(Object.keys(sealed.unwrap().shape).toSorted()).toEqual([
    "digest",
    "expiresAt",
    "issuedAt",
    "scopes",
    "version",
  ]);
  expect(Object.keys(pause.unwrap().shape).toSorted()).toEqual(["code", "failures", "reason", "until"]);
  const causes = [new TokenRefused("x"), new TokenThrottled(), new UpstreamFailed("x")];
  expect(causes.map((cause) => toPause(cause, undefined, 0)?.code)).toEqual([
    "token_refused",
    "token_throttled",
    "upstream_failed",
  ]);
});

it("credentials, digests of what is registered and names of deliveries come out as they did", () => {
  const properties = {
    Manifest: JSON.stringify({ version: 1, actions: [anAction("a")] }),
    ApiOrigin: "https://api.example",
    CredentialVersion: "3",
  };
  const signingKey = new Uint8Array(32).fill(7);
  const [desired] = toDesiredSet(parseProperties(properties), { stage: "dev", signingKey }).actions;
  const request = {
    type: "Create",
    responseUrl: "https://storage.example/1",
    stackId: "s",
    requestId: "r",
    logicalResourceId: "l",
    physicalResourceId: undefined,
    properties,
  } as const;
  const { state } = deduplicate(request, { actions: {}, deadlines: {} }, 1);
  expect({
    credential: deriveCredential(signingKey, { stage: "dev", slug: "a", version: 3 }),
    url: desired?.executionUrl,
    hash: desired?.hash,
    set: digestOfSet(properties),
    delivery: state.latest?.delivery,
  }).toEqual({
    credential: "RV-yQkppvb1q00HAeryWL9Xeu9wuZvGvXdnUIgtO2lQ",
    url: "https://api.example/actions/a/RV-yQkppvb1q00HAeryWL9Xeu9wuZvGvXdnUIgtO2lQ",
    hash: "e3ec7b3201ea773f4201b3d707bc9ee1f525b9c76b668f52b07405399127530e",
    set: "60b40b8a7f3402cd9540bf596e237dfd371d4dd9c75d1114a0b65ff0f426f6a5",
    delivery: "4c7e274f6fbcf3923651586a004994cd",
  });
});
