import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
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

/** An event of a stack of this test's own. */
function eventOf(type: "Create" | "Delete", name: string, physicalId?: string) {
  return {
    RequestType: type,
    ResourceType: "Custom::CliqMessageActions",
    ResponseURL: `${origin}/${name}-${count}`,
    StackId: `arn:aws:cloudformation:us-east-1:123456789012:stack/own/${count}`,
    RequestId: `${name}-${count}`,
    LogicalResourceId: "Actions",
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceProperties: {
      Manifest: JSON.stringify({ version: 1, actions: [anAction("a"), anAction("b")] }),
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
