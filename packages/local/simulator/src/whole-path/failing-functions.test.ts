import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { isSounding, type SynthesisedAlarm } from "@cliq-actions/infra/testing/evaluate-alarm";
import { type MetricSample, samplesOf } from "@cliq-actions/infra/testing/metric-sample";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { type BreakableAssembly, type Failure, toBreakable } from "../testing/break-functions.ts";
import { clickOn } from "../testing/click-on.ts";
import { type Stage, startStage } from "../testing/start-stage.ts";

const running = new AsyncDisposableStack();
let stage: Stage;
let assembly: BreakableAssembly;
let stack: LocalStack;
/** What CloudFormation was told, by the function's path. */
const told = new Map<string, { Status: string; Reason: string }>();
let responses: string;

const webhooks = ["call-api", "echo", "keep-row", "store-file"];
const others = ["TokenKeeper/Keeper", "Drift/Check", "Registrations/Registrar", "SigningKey/Key"];
const isCustomResource = (path: string): boolean => /\/(?:Registrar|Key)$/.test(path);
const functions = [...webhooks.map((slug) => `${slug}/Webhook`), ...others];

beforeAll(async () => {
  stage = await startStage(running, { seed: 73 });
  const folder = await mkdtemp(join(tmpdir(), "failing-functions-"));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  assembly = await toBreakable(stage.stack.cdkOut, folder);
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = decodeURIComponent((request.url ?? "").slice(1));
    told.set(path, JSON.parse(await text(request)) as { Status: string; Reason: string });
    response.end();
  };
  const storage = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void storage.listen(0, "127.0.0.1", resolve));
  running.defer(() => new Promise((resolve) => void storage.close(() => resolve())));
  responses = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  stack = await stage.aws.deploy({ ...stage.stack, cdkOut: folder });
});
afterAll(() => running.disposeAsync());

const find = (path: string): LocalStack["functions"][number] => {
  const found = stack.functions.find((one) => one.path.includes(`/${path}/`));
  if (found === undefined) throw new Error(`There is no function ${path}.`);
  return found;
};

/** Sets a function to work as its caller does: Cliq by a click, a schedule, or CloudFormation. The answer's status, if any. */
async function invoke(path: string): Promise<number | undefined> {
  if (path.endsWith("/Webhook")) {
    const url = stage.cliq.model.actions().find((action) => path === `${slugOf(action)}/Webhook`)?.executionUrl ?? "";
    const body = clickOn(`failing-${stage.events.length}`, { organization: stage.cliq.organizationId });
    return (await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } })).status;
  }
  const request = {
    RequestType: "Create",
    ResourceType: path.startsWith("SigningKey") ? "Custom::CliqSigningKey" : "Custom::CliqMessageActions",
    ResponseURL: `${responses}/${encodeURIComponent(path)}`,
    StackId: "stack",
    RequestId: path,
    LogicalResourceId: "It",
    ResourceProperties: {},
  };
  const event = isCustomResource(path) ? request : {};
  await stack.invoke(find(path).logicalId, event);
  return undefined;
}

/** What CloudWatch has of one function since an event: what Lambda counts, what the API counts, what its log lines count. */
function samplesSince(since: number, path: string, status: number | undefined): MetricSample[] {
  const { logicalId, functionName } = find(path);
  const counted = (name: string): MetricSample => {
    return { namespace: "AWS/Lambda", name, dimensions: { FunctionName: logicalId }, value: 1 };
  };
  const samples = stage.events.slice(since).flatMap((event) => {
    if (!("functionName" in event) || event.functionName !== functionName) return [];
    if (event.type === "log") return samplesOf(event.line);
    if (event.type === "throttle") return [counted("Throttles")];
    if (event.type !== "invocation") return [];
    return [counted("Invocations"), ...(event.ok ? [] : [counted("Errors")])];
  });
  if (status === undefined || status < 500) return samples;
  const dimensions = { ApiId: assembly.apiId };
  return [...samples, { namespace: "AWS/ApiGateway", name: "5xx", dimensions, value: 1 }];
}

/** How a function's runs ended, as its log lines have it. */
function outcomesOf(path: string): string[] {
  const { functionName } = find(path);
  return stage.events.flatMap((event) =>
    event.type === "log" && event.functionName === functionName
      ? (/"Outcome":"(\w+)"/.exec(event.line)?.slice(1) ?? [])
      : [],
  );
}

/** Headings in docs/alarms.md of the alarms that sound; with the slug, where the alarm is of one action alone. */
function sounding(samples: readonly MetricSample[]): string[] {
  return assembly.alarms
    .filter((alarm) => isSounding(alarm, samples))
    .map(({ AlarmDescription: told }) => {
      const slug = /^The function of "(.+?)"/.exec(told)?.[1];
      return `${told.split("#").at(-1)}${slug === undefined ? "" : ` ${slug}`}`;
    })
    .toSorted();
}

/** The alarms of each function, once all have been set to work. */
async function alarmsOf(since: number): Promise<() => Record<string, string[]>> {
  const ended = await Promise.all(functions.map(async (path) => [path, await invoke(path)] as const));
  return () =>
    Object.fromEntries(ended.map(([path, status]) => [path, sounding(samplesSince(since, path, status))] as const));
}

const of = (webhook: (slug: string) => string[], rest: readonly string[][]): Record<string, string[]> =>
  Object.fromEntries([
    ...webhooks.map((slug) => [`${slug}/Webhook`, webhook(slug)]),
    ...others.map((path, at) => [path, rest[at] ?? []]),
  ]);
const own = [["keeper_errors"], ["drift_errors"], ["registrar_errors"], ["signing_key_errors"]];
// A registrar or key function that lacks something is heard of otherwise: see below.
const scheduled = [["keeper_errors"], ["drift_errors"]];

test("nothing sounds as long as every function does its work", async () => {
  await Promise.all(functions.filter((path) => !isCustomResource(path)).map(invoke));
  const counted = (path: string): MetricSample[] => samplesSince(0, path, undefined);
  for (const path of functions) {
    expect(
      counted(path).map(({ name }) => name),
      path,
    ).toContain("Invocations");
    // The registrar and the key function tell CloudFormation how they ended, and count nothing.
    if (isCustomResource(path)) continue;
    await vi.waitFor(() => expect(outcomesOf(path), path).not.toEqual([]), { timeout: 200_000 });
  }
  for (const path of functions) expect(sounding(counted(path)), path).toEqual([]);
});

test.each<[Failure, Record<string, string[]>]>([
  ["killed", of((slug) => ["api_errors", `webhook_errors ${slug}`], own)],
  ["unstartable", of((slug) => ["api_errors", `webhook_errors ${slug}`], own)],
  ["outOfTime", of((slug) => ["api_errors", `webhook_errors ${slug}`], own)],
  ["throttled", of((slug) => ["api_errors", `webhook_errors ${slug}`], own)],
  ["misconfigured", of(() => ["api_errors", "misconfigured", "unexpected_outcome"], scheduled)],
  ["stripped", of(() => ["api_errors"], scheduled)],
])("the alarms of every function sound, and no other's, when it is %s", async (failure, expected) => {
  stack = await stage.aws.deploy(await assembly.break(failure));
  told.clear();
  const alarms = await alarmsOf(stage.events.length);
  // A log line may be read a moment after the answer.
  await vi.waitFor(() => expect(alarms()).toEqual(expected), { timeout: 200_000 });
  if (failure !== "misconfigured" && failure !== "stripped") return;
  // These two have nobody's alarm, for they answer: the deployment itself fails, with what is missing.
  for (const path of functions.filter(isCustomResource)) {
    expect(told.get(path), path).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        /environment lacks [A-Z_]+\. Deploy the stack anew: `pnpm cdk deploy -c stage=[a-z<>]+`/,
      ),
    });
  }
});

test("whatever a log line counts, an alarm looks at: every other series would be billed for nobody", () => {
  const toSeries = (namespace: string, name: string, dimensions: readonly string[]): string =>
    [namespace, name, ...dimensions.toSorted()].join(" ");
  const looksAt = assembly.alarms.flatMap((alarm): readonly Partial<SynthesisedAlarm>[] =>
    alarm.Metrics === undefined
      ? [alarm]
      : alarm.Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
  );
  const watched = looksAt.map(({ Namespace = "", MetricName = "", Dimensions = [] }) => {
    const names = Dimensions.map(({ Name }) => Name);
    return toSeries(Namespace, MetricName, names);
  });
  const counted = new Set(
    stage.events
      .flatMap((event) => (event.type === "log" ? samplesOf(event.line) : []))
      // Functions whose environment was stripped do not know their namespace.
      .filter(({ namespace }) => namespace !== "unconfigured")
      .map(({ namespace, name, dimensions }) => toSeries(namespace, name, Object.keys(dimensions))),
  );
  expect(counted.size).toBeGreaterThan(2);
  expect([...counted].filter((series) => !watched.includes(series))).toEqual([]);
});
