import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Imports every function in one process without any configuration, invokes each, and prints what came of it. */
const script = `
  const [responseUrl, ...names] = process.argv.slice(1);
  const results = {};
  for (const name of names) {
    const [folder, type = ""] = name.split(":");
    const { handler } = await import(\`${import.meta.dirname}/\${folder}/lambda.ts\`);
    const event = type === "" ? {} : {
      RequestType: type, ResourceType: \`Custom::\${folder === "registrar" ? "CliqMessageActions" : "CliqSigningKey"}\`,
      ResponseURL: \`\${responseUrl}/\${name}\`, StackId: "stack", RequestId: name, LogicalResourceId: "It",
    };
    const context = { getRemainingTimeInMillis: () => 60_000 };
    results[name] = await handler(event, context).then(() => "done", (error) => [error.name, error.message]);
  }
  console.log(JSON.stringify({ results }));
`;
const names = [
  "registrar:Create",
  "registrar:Delete",
  "registrar",
  "signing-key:Create",
  "signing-key",
  "token-keeper",
  "token-keeper:Create",
  "drift",
  "drift:Create",
];

/** What CloudFormation's storage was given, by function and event. */
const answers = new Map<string, { Status: string; Reason?: string }>();
let storage: Server;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    answers.set((request.url ?? "").slice(1), JSON.parse(await text(request)) as { Status: string });
    response.end();
  };
  storage = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void storage.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", script, origin, ...names],
    { env: { PATH: process.env.PATH, AWS_REGION: "us-east-1" } },
  );
  lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
});
afterAll(() => void storage.close());

it.each(["registrar:Create", "registrar:Delete", "signing-key:Create"])(
  "CloudFormation gets an answer from a function without configuration that says what is missing (%s)",
  (name) => {
    expect(answers.get(name)).toMatchObject({
      Status: "FAILED",
      Reason:
        "The function's environment lacks PARAMETER_PREFIX. Deploy the stack anew: `pnpm cdk deploy -c stage=<stage>`",
    });
  },
);

it("a token keeper that is asked for another resource answers CloudFormation, which would wait for it", () => {
  expect(answers.get("token-keeper:Create")).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining(
      'This function serves Custom::CliqDeskToken, not "Custom::CliqSigningKey"',
    ) as string,
  });
});

it("every function refuses by name what is not asked of it, such as an event of CloudFormation's, or none of its", () => {
  const { results } = lines.at(-1) as { results: Readonly<Record<string, unknown>> };
  for (const [name, reason] of [
    ["drift:Create", "takes {} or {"],
    ["registrar", "Not an event of CloudFormation: ResponseURL"],
    ["signing-key", "Not an event of CloudFormation: ResponseURL"],
  ] as const)
    expect([name, results[name]]).toEqual([name, ["misconfigured", expect.stringContaining(reason)]]);
});

it("the token keeper and the drift check fail by name, with a line that says what is missing", () => {
  expect(lines.at(-1)?.results).toMatchObject({
    "token-keeper": ["misconfigured", expect.stringContaining("environment lacks CLIQ_DATA_CENTRE")],
    drift: ["misconfigured", expect.stringContaining("environment lacks PARAMETER_PREFIX")],
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ Outcome: "misconfigured", KeeperFailures: 1, reason: expect.stringContaining("lacks") }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ Outcome: "misconfigured", reason: expect.stringContaining("lacks PARAMETER_PREFIX") }),
  );
  expect(JSON.stringify(lines)).toContain('"Namespace":"unconfigured"');
});
