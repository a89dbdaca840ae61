import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ManifestAction } from "@cliq-actions/core";
import type { LocalStack } from "@cliq-actions/local-aws";
import { type LocalStage, startLocalStage } from "../local-stage.ts";
import { anAction } from "../virtual-stage.ts";
import { apiOrigin } from "./wanted.ts";

let stage: LocalStage;
let stack: LocalStack;
let storage: Server;
let origin = "";
let count = 0;
/** What CloudFormation's storage was given, by the URL's path. */
const answers = new Map<string, string[]>();

beforeAll(async () => {
  stage = await startLocalStage();
  stack = await stage.deploy({ actions: [] });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const document = await text(request);
    const path = request.url ?? "";
    answers.set(path, [...(answers.get(path) ?? []), document]);
    response.end();
  };
  storage = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void storage.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
});
afterAll(async () => {
  storage.close();
  await stage.stop();
});
beforeEach(() => {
  count += 1;
  stage.cliq.model.clearFaults();
});

/** An event of a stack of this test's own, or of one of several. */
function eventOf(
  type: "Create" | "Update" | "Delete",
  name: string,
  physicalId?: string,
  { of = "own", actions = [anAction("a"), anAction("b")] }: { of?: string; actions?: readonly ManifestAction[] } = {},
) {
  return {
    RequestType: type,
    ResourceType: "Custom::CliqMessageActions",
    ResponseURL: `${origin}/${name}-${count}`,
    StackId: `arn:aws:cloudformation:us-east-1:123456789012:stack/${of}/${count}`,
    RequestId: `${name}-${count}`,
    LogicalResourceId: "Actions",
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceProperties: {
      Manifest: JSON.stringify({ version: 1, actions }),
      ApiOrigin: apiOrigin,
      CredentialVersion: "1",
    },
  };
}

const answersTo = (event: { ResponseURL: string }): readonly string[] =>
  answers.get(new URL(event.ResponseURL).pathname) ?? [];
const statusOf = (document = "{}"): unknown => (JSON.parse(document) as { Status?: string }).Status;
const held = (): readonly string[] =>
  stage.cliq.model.actions().map(({ name, permissions }) => `${name}: ${permissions.join()}`);

it("a Create delivered twice at once makes one action each and is answered twice alike, its Delete removes them", async () => {
  const create = eventOf("Create", "create");
  await Promise.all([stack.invoke("Registrar", create), stack.invoke("Registrar", create)]);
  const [first, second, ...more] = answersTo(create);
  expect([statusOf(first), second, more]).toEqual(["SUCCESS", first, []]);
  expect(held()).toEqual(["Do a: message,user", "Do b: message,user"]);
  const { PhysicalResourceId } = JSON.parse(first ?? "{}") as { PhysicalResourceId: string };
  const remove = eventOf("Delete", "delete", PhysicalResourceId);
  await stack.invoke("Registrar", remove);
  expect([answersTo(remove).map(statusOf), held()]).toEqual([["SUCCESS"], []]);
});

it("a Delete with an invented id stops the Create that is at work, and the Create that comes again stays stopped", async () => {
  stage.cliq.model.inject({ on: "createAction", kind: "slow", delayMs: 3_000 });
  const create = eventOf("Create", "create");
  const remove = eventOf("Delete", "delete", "own_Actions_1X2INVENTED3");
  const atWork = stack.invoke("Registrar", create);
  await expect
    .poll(
      () =>
        stage.cliq.model
          .calls()
          .filter(({ operation }) => operation === "createAction")
          .at(-1)?.fault,
      { timeout: 200_000 },
    )
    .toBe("slow");
  await Promise.all([stack.invoke("Registrar", remove), atWork]);
  expect([answersTo(create).map(statusOf), answersTo(remove).map(statusOf), held()]).toEqual([
    ["FAILED"],
    ["SUCCESS"],
    [],
  ]);
  await stack.invoke("Registrar", create);
  const [first, second] = answersTo(create);
  expect([second, held()]).toEqual([first, []]);
});

it("a Delete that comes before its Create does not let it begin", async () => {
  const remove = eventOf("Delete", "delete", "own_Actions_1X2INVENTED3");
  await stack.invoke("Registrar", remove);
  const create = eventOf("Create", "create");
  const calls = stage.cliq.model.calls().length;
  await stack.invoke("Registrar", create);
  expect([answersTo(remove).map(statusOf), answersTo(create).map(statusOf), held()]).toEqual([
    ["SUCCESS"],
    ["FAILED"],
    [],
  ]);
  expect(stage.cliq.model.calls()).toHaveLength(calls);
});

it("an outage of Zoho fails neither a create nor an update, a rollback, an adoption or a delete at work", async () => {
  const { model } = stage.cliq;
  const event = (
    type: "Create" | "Update" | "Delete",
    of: string,
    at: string,
    changes: Partial<ManifestAction> = {},
  ) => {
    const id = type === "Create" ? undefined : "cliq-its-own";
    return eventOf(type, `${of}-${at}`, id, { of, actions: [anAction(of, changes)] });
  };
  const serve = async (one: ReturnType<typeof event>): Promise<unknown> => {
    await stack.invoke("Registrar", one);
    return statusOf(answersTo(one)[0]);
  };
  for (const of of ["update", "rollback", "delete"])
    expect([of, await serve(event("Create", of, "first"))]).toEqual([of, "SUCCESS"]);
  model.inject({ on: "updateAction", kind: "refuse" });
  expect(await serve(event("Update", "rollback", "second", { hint: "Another" }))).toBe("FAILED");
  const byHand = { name: "Theirs", hint: "h", scope: "organization", message_types: ["text"] } as const;
  const url = { execution_type: "webhook", execution_url: "https://theirs.example/x" } as const;
  const theirs = model.actAs(model.person).create({ ...byHand, ...url }, Date.now());

  // The calls so far are over, for Cliq and for the stage: those that are lost now count as well.
  stage.cliq.advanceClock(61_000);
  for (const operation of ["list", "update", "updateHandler"]) await stage.writeUse(stack, operation);
  const before = model.calls().length;
  const struck = { listActions: 8, createAction: 1, updateAction: 4, getHandler: 5, deleteAction: 5 } as const;
  for (const [on, times] of Object.entries(struck))
    model.inject({ on: on as keyof typeof struck, kind: "status", status: 503, times });
  const outcomes = await Promise.all([
    serve(event("Create", "create", "first")),
    serve(event("Update", "update", "second", { hint: "Another" })),
    serve(event("Update", "rollback", "third")),
    serve(event("Create", "adoption", "first", { adopt: theirs.id })),
    serve(event("Delete", "delete", "second")),
  ]);
  expect(outcomes).toEqual(outcomes.map(() => "SUCCESS"));
  const failed = model
    .calls()
    .slice(before)
    .filter(({ fault }) => fault === "status");
  expect(failed).toHaveLength(Object.values(struck).reduce((sum, times) => sum + times, 0));
  expect(
    model
      .actions()
      .map(({ name, hint }) => `${name}: ${hint}`)
      .toSorted(),
  ).toEqual([
    "Do adoption: Does adoption",
    "Do create: Does create",
    "Do rollback: Does rollback",
    "Do update: Another",
  ]);
});
