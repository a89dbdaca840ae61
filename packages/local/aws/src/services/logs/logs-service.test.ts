import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../../index.ts";
import { callJson } from "../../testing/call-json.ts";
import { functionResources } from "../../testing/function-resources.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

const code = `
exports.handler = async ({ say, fail, hang }) => {
  console.log(say);
  console.debug("quiet " + say);
  if (hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (fail) process.exit(3);
};`;

interface FoundEvent {
  message: string;
  timestamp: number;
  logStreamName: string;
}

const events: LocalEvent[] = [];
let aws: LocalAws;
let stack: LocalStack;
beforeAll(async () => {
  aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  const LoggingConfig = {
    LogFormat: "JSON",
    LogGroup: { Ref: "Group" },
    ApplicationLogLevel: "INFO",
    SystemLogLevel: "INFO",
  };
  const Resources = {
    Group: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "json-lines", RetentionInDays: 7 } },
    ...functionResources("Json", code, { LoggingConfig, Timeout: 1 }),
    ...functionResources("Quiet", code, {
      LoggingConfig: { ...LoggingConfig, LogGroup: "quiet", SystemLogLevel: "WARN" },
    }),
    ...functionResources("Text", code, { FunctionName: "text" }),
  };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Logs", { Resources }) });
});
afterAll(() => aws.stop());

const filter = async (logGroupName: string, input: object = {}) =>
  (await callJson(aws, "logs", "Logs_20140328.FilterLogEvents", { logGroupName, ...input })) as {
    events: FoundEvent[];
    nextToken?: string;
  };
// What a function printed arrives by a pipe, a moment after its answer.
const found = (logGroupName: string, filterPattern: string, count = 1): Promise<FoundEvent[]> =>
  vi.waitFor(
    async () => {
      const { events: lines } = await filter(logGroupName, { filterPattern });
      expect(lines).toHaveLength(count);
      return lines;
    },
    { timeout: 100_000 },
  );

it("keeps a function's lines and the platform's own, in the text format", async () => {
  const { requestId } = await stack.invoke("Text", { say: "hello there" });
  const [hello] = await found("/aws/lambda/text", '"hello there" -quiet');
  expect(hello?.message).toContain(`${requestId}\tINFO\thello there\n`);
  expect(hello?.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\]\w{32}$/);
  const platform = await filter("/aws/lambda/text", { filterPattern: `"RequestId: ${requestId}"` });
  expect(platform.events.map(({ message }) => message.split(" ")[0])).toEqual(["START", "END", "REPORT"]);
  expect(platform.events[2]?.message).toMatch(/\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t/);
});

it("keeps both as JSON, from the function's own level, when its log format is JSON", async () => {
  const { requestId } = await stack.invoke("Json", { say: "in json" });
  const [line] = await found("json-lines", '"in json"');
  expect(JSON.parse(line!.message)).toMatchObject({ level: "INFO", message: "in json", requestId });
  const [start, report] = (await filter("json-lines", { filterPattern: `"platform" "${requestId}"` })).events;
  expect(JSON.parse(start!.message)).toMatchObject({
    type: "platform.start",
    record: { requestId, version: "$LATEST" },
  });
  expect(JSON.parse(report!.message)).toMatchObject({
    time: expect.stringMatching(/Z$/) as string,
    type: "platform.report",
    record: { requestId, status: "success", metrics: { memorySizeMB: 128, durationMs: expect.any(Number) as number } },
  });
});

it("says in a line, as an event and in the error type that a function ran out of time or ended", async () => {
  for (const [event, status, errorType] of [
    [{ say: "a", hang: true }, "timeout", "Sandbox.Timedout"],
    [{ say: "b", fail: true }, "failure", "Runtime.ExitError"],
  ] as const) {
    const { requestId } = await stack.invoke("Json", event);
    const [report] = (await filter("json-lines", { filterPattern: `"platform.report" "${requestId}"` })).events;
    expect(JSON.parse(report!.message)).toMatchObject({ record: { requestId, status, errorType } });
    const line = report!.message.trim();
    expect(events).toContainEqual({ type: "log", functionName: stack.functions[0]!.functionName, line });
    expect(events).toContainEqual(expect.objectContaining({ type: "invocation", requestId, ok: false, errorType }));
  }
});

it("leaves out the platform's lines below the system log level", async () => {
  await stack.invoke("Quiet", { say: "only this" });
  await found("quiet", '"only this"');
  expect((await filter("quiet")).events).toHaveLength(1);
  await stack.invoke("Quiet", { say: "and the end", fail: true });
  await found("quiet", '"platform.report" "failure"');
});

it("gives pages, a range of time and single streams", async () => {
  for (const say of ["one", "two", "three"]) await stack.invoke("Text", { say: `page ${say}` });
  const all = await found("/aws/lambda/text", "page -quiet", 3);
  const first = await filter("/aws/lambda/text", { filterPattern: "page -quiet", limit: 2 });
  const rest = await filter("/aws/lambda/text", { filterPattern: "page -quiet", nextToken: first.nextToken });
  expect([...first.events, ...rest.events]).toEqual(
    all.map((event) => expect.objectContaining({ message: event.message }) as object),
  );
  expect(rest.nextToken).toBeUndefined();
  const { timestamp, logStreamName } = all[2]!;
  const group = "/aws/lambda/text";
  expect((await filter(group, { startTime: timestamp + 1 })).events.every((event) => event.timestamp > timestamp)).toBe(
    true,
  );
  expect((await filter(group, { endTime: 1 })).events).toEqual([]);
  expect((await filter(group, { logStreamNames: [logStreamName], filterPattern: "page -quiet" })).events).toHaveLength(
    3,
  );
  expect((await filter(group, { logStreamNamePrefix: logStreamName.slice(0, -1) })).events.length).toBeGreaterThan(2);
  expect((await filter(group, { logStreamNamePrefix: "other" })).events).toEqual([]);
});

it("refuses a group, a stream, a token and a pattern it does not have or understand", async () => {
  await expect(filter("nowhere")).rejects.toThrow("ResourceNotFoundException: The specified log group does not exist.");
  await expect(filter("json-lines", { logStreamNames: ["other"] })).rejects.toThrow(
    "ResourceNotFoundException: The specified log stream does not exist.",
  );
  await expect(filter("json-lines", { nextToken: "x" })).rejects.toThrow("InvalidParameterException");
  await expect(filter("json-lines", { filterPattern: '{ $.level = "x" }' })).rejects.toThrow(
    "InvalidParameterException: Invalid filter pattern.",
  );
});
