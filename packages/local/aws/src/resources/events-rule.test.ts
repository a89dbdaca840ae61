import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent } from "../index.ts";
import type { TemplateResource } from "../template/template.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";
import { parseRate } from "./parse-rate.ts";

describe("a scheduled rule", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  beforeEach(async () => {
    events.length = 0;
    // Only the schedule's clock is turned forward; processes and sockets keep the real one.
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  });
  afterEach(async () => {
    await aws.stop();
    vi.useRealTimers();
  });

  const rule = (rest: object = {}): TemplateResource => ({
    Type: "AWS::Events::Rule",
    Properties: {
      ScheduleExpression: "rate(25 minutes)",
      State: "ENABLED",
      Targets: [{ Arn: { "Fn::GetAtt": ["Keeper", "Arn"] }, Id: "Target0", Input: '{"scheduled":true}' }],
      ...rest,
    },
  });
  const permission: TemplateResource = {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: { "Fn::GetAtt": ["Keeper", "Arn"] },
      Principal: "events.amazonaws.com",
      SourceArn: { "Fn::GetAtt": ["Rule", "Arn"] },
    },
  };
  const keeper = functionResources(
    "Keeper",
    "exports.handler = async (event) => console.log('GOT ' + JSON.stringify(event))",
  );
  const deploy = (resources: Record<string, TemplateResource>) =>
    aws.deploy({ cdkOut: writeCdkOut("Scheduled", { Resources: { ...keeper, ...resources } }) });
  const got = (): string[] =>
    events.flatMap((event) =>
      event.type === "log" && event.line.includes("GOT") ? [event.line.split("GOT ")[1]!] : [],
    );

  it("invokes its function once in every period, and no more when its stack is gone", async () => {
    await deploy({ Rule: rule(), Permission: permission });
    vi.advanceTimersByTime(24 * 60_000);
    expect(got()).toEqual([]);
    vi.advanceTimersByTime(60_000);
    await expect.poll(got, { timeout: 100_000 }).toEqual(['{"scheduled":true}']);
    vi.advanceTimersByTime(25 * 60_000);
    await expect.poll(got, { timeout: 100_000 }).toHaveLength(2);
    await aws.destroy("Scheduled");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("needs the permission to invoke it", async () => {
    await deploy({ Rule: rule() });
    vi.advanceTimersByTime(25 * 60_000);
    expect(events).toContainEqual(expect.objectContaining({ type: "denied", principal: "events.amazonaws.com" }));
  });

  it("refuses a target that is no function, and what is no schedule", async () => {
    const Targets = [{ Arn: "arn:aws:lambda:us-east-1:000000000000:function:gone", Id: "Target0" }];
    await expect(deploy({ Rule: rule({ Targets }) })).rejects.toThrow("is no function here");
    await expect(deploy({ Rule: rule({ EventPattern: { source: ["aws.s3"] } }) })).rejects.toThrow("sets EventPattern");
  });

  it("rests while it is disabled, and refuses what is no rate", async () => {
    await deploy({ Rule: rule({ State: "DISABLED" }), Permission: permission });
    expect(vi.getTimerCount()).toBe(0);
    await expect(
      deploy({ Rule: rule({ ScheduleExpression: "cron(0 8 * * ? *)" }), Permission: permission }),
    ).rejects.toThrow("has no schedule like rate(5 minutes), but cron(0 8 * * ? *); local AWS keeps no other.");
  });
});

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(25 minutes)", 1_500_000],
  ["rate(2 hours)", 7_200_000],
  ["rate(1 day)", 86_400_000],
  ["rate(0 minutes)", undefined],
  ["cron(0 8 * * ? *)", undefined],
])("reads %s as %s ms", (expression, expected) => {
  expect(parseRate(expression)).toBe(expected);
});
