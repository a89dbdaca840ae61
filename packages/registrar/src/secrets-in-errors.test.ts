import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ActionsError } from "@cliq-actions/core";
import { expect, it } from "vitest";
import { serveCustomResource } from "./custom-resource/serve-custom-resource.ts";
import { toFunctionError, toReason } from "./to-outcome.ts";
import { invokeKeeper } from "./registrar/invoke-keeper.ts";
import { virtualClock } from "./testing/virtual-send.ts";
import { anAction, virtualStage } from "./testing/virtual-stage.ts";

const secrets = {
  token: "1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210",
  credential: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI",
  clientSecret: "s3cr3tv4lu3s3cr3tv4lu3",
};
const foreign = `Not taken: Zoho-oauthtoken ${secrets.token} for https://a.example/actions/a/${secrets.credential} ({"client_secret":"${secrets.clientSecret}"})`;

class Ours extends ActionsError {
  readonly code = "ours";
}

const expectClean = (said: string): void => {
  expect(said).toContain("Not taken: ");
  for (const secret of Object.values(secrets)) expect(said).not.toContain(secret);
};

it.each([
  ["an error of ours", new Ours(foreign)],
  ["anybody else's", new TypeError(foreign)],
  ["one with a cause", new Error(foreign, { cause: new Error(foreign) })],
])("%s reaches neither CloudFormation nor the log with a secret in it", async (_whose, error) => {
  expectClean(toReason(error));
  const said: string[] = [];
  const ports = {
    clock: virtualClock(0),
    write: (line: string) => void said.push(line),
    put: async (_url: string, document: string) => {
      said.push(document);
      return 200;
    },
  };
  const event = {
    RequestType: "Create",
    ResponseURL: "https://storage.example/answer?X-Amz-Signature=0123456789abcdef",
    StackId: "stack",
    RequestId: "request",
    LogicalResourceId: "Actions",
    ResourceType: "Custom::X",
    ResourceProperties: {},
  };
  const failing = async (): Promise<never> => {
    throw error;
  };
  await serveCustomResource(failing, ports)(event, { getRemainingTimeInMillis: () => 60_000 });
  expectClean(said.join("\n"));
  expect(said.join("\n")).not.toContain("0123456789abcdef");
});

it("what a function throws at whoever invoked it holds none", () => {
  const thrown = toFunctionError(Object.assign(new Error(foreign), { status: 500 }));
  expectClean(`${thrown.message} ${thrown.stack ?? ""}`);
});

it("nor does what the token keeper said of its failure", async () => {
  const lambda = createServer((_request, response) => {
    response.writeHead(200, { "X-Amz-Function-Error": "Unhandled", "content-type": "application/json" });
    response.end(JSON.stringify({ errorType: "Error", errorMessage: foreign }));
  });
  await new Promise<void>((resolve) => void lambda.listen(0, "127.0.0.1", resolve));
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const error: unknown = await invokeKeeper(client, "keeper")({}).catch((thrown: unknown) => thrown);
  client.destroy();
  lambda.closeAllConnections();
  lambda.close();
  expectClean(String(error));
});

it("nor does an answer of Cliq's that quotes the credential of a URL in whatever way", async () => {
  const form = { slug: "a/ask", name: "Ask", description: "x", function_type: "form", handlers: [] } as const;
  for (const on of ["updateAction", "updateFunction"] as const) {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { functions: [form] });
    const credential = stage.model.actions()[0]?.executionUrl?.split("/").at(-1) ?? "none";
    const quotes = [
      `path=actions,a,${credential} is not reachable`,
      `actions/a/${credential}`,
      `bad part "${credential}"`,
    ];
    for (const message of quotes) {
      const body = JSON.stringify({ code: "invalid_inputs", message });
      stage.model.inject({ on, kind: "status", status: 400, body, times: 9 });
      const better = { functions: [{ ...form, description: message.slice(0, 8) }] };
      const answer = await stage.deliver("Update", [anAction("a", { hint: message.slice(0, 8) })], better);
      stage.model.clearFaults();
      expect(answer).toMatchObject({ status: "FAILED", reason: expect.stringContaining(message.slice(0, 8)) });
      expect(JSON.stringify([answer, stage.warnings])).not.toContain(credential);
    }
  }
});
