import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { StackFailed, startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import type { TemplateResource } from "../template/template.ts";
import { customResourceCode } from "../testing/custom-resource-code.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

interface ReceivedEvent {
  RequestType: string;
  LogicalResourceId: string;
  PhysicalResourceId?: string;
  ResourceProperties: Record<string, unknown>;
  OldResourceProperties?: Record<string, unknown>;
  Generation?: string;
  [name: string]: unknown;
}

describe("a stack", () => {
  let aws: LocalAws;
  let events: LocalEvent[];
  beforeEach(async () => {
    events = [];
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  });
  afterEach(() => aws.stop());

  const custom = (properties: object = {}, rest: Partial<TemplateResource> = {}): TemplateResource => ({
    Type: "Custom::Thing",
    Properties: { ServiceToken: { "Fn::GetAtt": ["Provider", "Arn"] }, ...properties },
    ...rest,
  });
  const deploy = (
    resources: Record<string, TemplateResource>,
    { generation = "1", outputs = {} } = {},
  ): Promise<LocalStack> => {
    const Provider = functionResources("Provider", customResourceCode, {
      Environment: { Variables: { GENERATION: generation } },
    });
    return aws.deploy({ cdkOut: writeCdkOut("Stack", { Resources: { ...Provider, ...resources }, Outputs: outputs }) });
  };
  const failure = (work: Promise<unknown>): Promise<StackFailed> =>
    work.then(
      () => Promise.reject(new Error("It did not fail.")),
      (error: StackFailed) => error,
    );
  const received = (): ReceivedEvent[] =>
    events.flatMap((event) => {
      const text = event.type === "log" ? event.line.split("EVENT ")[1] : undefined;
      return text === undefined ? [] : [JSON.parse(text) as ReceivedEvent];
    });
  const summary = (): string[] =>
    received().map(({ RequestType, LogicalResourceId, PhysicalResourceId }) =>
      [RequestType, LogicalResourceId, PhysicalResourceId].filter(Boolean).join(" "),
    );
  const statuses = (logicalId: string): string[] =>
    events.flatMap((event) => (event.type === "stack" && event.logicalId === logicalId ? [event.status] : []));
  const clear = (): void => void (events.length = 0);

  it("sends a custom resource its properties with every scalar as text, and offers its data to the rest", async () => {
    const Thing = custom({
      Count: 3,
      On: true,
      Nested: { List: [1, false, "x"] },
      ServiceTimeout: 30,
      Data: { Url: "https://example.org", Number: 7 },
    });
    const Reader = {
      Type: "AWS::SSM::Parameter",
      Properties: { Name: "/read", Type: "String", Value: { "Fn::GetAtt": ["Thing", "Url"] } },
    };
    const stack = await deploy(
      { Thing, Reader },
      { outputs: { Id: { Value: { Ref: "Thing" } }, Name: { Value: { Ref: "Reader" } } } },
    );
    const provider = `arn:aws:lambda:us-east-1:000000000000:function:${stack.functions[0]!.functionName}`;
    expect(received()).toEqual([
      {
        RequestType: "Create",
        StackId: stack.stackId,
        RequestId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        LogicalResourceId: "Thing",
        ResourceType: "Custom::Thing",
        ResponseURL: expect.stringContaining(`${aws.endpoint}/cloudformation-custom-resource-response/`) as string,
        ServiceToken: provider,
        ResourceProperties: {
          ServiceToken: provider,
          Count: "3",
          On: "true",
          Nested: { List: ["1", "false", "x"] },
          ServiceTimeout: "30",
          Data: { Url: "https://example.org", Number: "7" },
        },
        Generation: "1",
      },
    ]);
    expect(stack.outputs).toEqual({ Id: "made-Thing", Name: "/read" });
    expect(stack.stackId).toMatch(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/Stack\/[\da-f-]{36}$/);
    expect(stack.resources.find(({ logicalId }) => logicalId === "Thing")).toEqual({
      logicalId: "Thing",
      type: "Custom::Thing",
      physicalId: "made-Thing",
      path: "Thing",
    });
    expect([statuses("Thing"), statuses("Stack")]).toEqual([
      ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"],
      ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"],
    ]);
  });

  it("takes only what is put to the pre-signed URL as it was signed", async () => {
    await deploy({ Thing: custom({ WrongType: true, WrongSignature: true }) });
    expect(
      events.flatMap((event) =>
        event.type === "log" && event.line.includes("REFUSED") ? [event.line.slice(-11)] : [],
      ),
    ).toEqual(["REFUSED 403", "REFUSED 403"]);
  });

  it("takes the answer of a provider that knows only https", async () => {
    const stack = await deploy({ Thing: custom({ Https: true, Id: "over-https", ServiceTimeout: 60 }) });
    expect(stack.resources.find(({ logicalId }) => logicalId === "Thing")!.physicalId).toBe("over-https");
  });

  it("rolls a failed creation back, last first, and deletes the failed resource too", async () => {
    const error = await failure(
      deploy({ First: custom(), Second: custom({ Fail: "Create", Id: "half-made" }, { DependsOn: "First" }) }),
    );
    expect(error).toBeInstanceOf(StackFailed);
    expect(error).toMatchObject({
      status: "ROLLBACK_COMPLETE",
      reason: expect.stringMatching(
        /^Received response status \[FAILED\] from custom resource\. Message returned: the provider said no \(RequestId: /,
      ) as string,
    });
    expect(summary()).toEqual(["Create First", "Create Second", "Delete Second half-made", "Delete First made-First"]);
    expect(error.events.map(({ logicalId, status }) => `${logicalId} ${status}`).slice(-9)).toEqual(
      [
        "Stack ROLLBACK_IN_PROGRESS",
        "Second DELETE_IN_PROGRESS",
        "Second DELETE_COMPLETE",
        "First DELETE_IN_PROGRESS",
        "First DELETE_COMPLETE",
        "Provider DELETE_IN_PROGRESS",
        "Provider DELETE_COMPLETE",
        "ProviderRole DELETE_IN_PROGRESS",
        "ProviderRole DELETE_COMPLETE",
        "Stack ROLLBACK_COMPLETE",
      ].slice(-9),
    );
    await deploy({ First: custom() });
  });

  it("invents a physical id for the deletion of what never answered", async () => {
    const error = await failure(deploy({ Thing: custom({ Silent: "Create", ServiceTimeout: 1 }) }));
    expect(error.reason).toContain("did not receive a response from your Custom Resource within 1 seconds");
    await expect
      .poll(() => summary(), { timeout: 100_000 })
      .toEqual(["Create Thing", expect.stringMatching(/^Delete Thing Stack-Thing-[A-Z2-7]{12}$/)]);
  });

  it("retries a provider that fails twice, then gives up on it", async () => {
    const error = await failure(deploy({ Thing: custom({ Throw: "Create" }) }));
    expect(error.reason).toMatch(
      /^The function Stack-Provider-\w+ failed \(Error\) in each of 3 attempts without answering/,
    );
    expect(summary().filter((line) => line.startsWith("Create"))).toHaveLength(3);
  });

  it("refuses an answer above 4,096 bytes", async () => {
    expect((await failure(deploy({ Thing: custom({ Pad: 4096 }) }))).reason).toBe("Response object is too long.");
  });

  it("cancels a creation under way when another fails, and deletes what it may have made", async () => {
    const error = await failure(
      deploy({
        Slow: custom({ DelayMs: 9000, ServiceTimeout: 60 }),
        Failing: custom({ DelayMs: 300, Fail: "Create" }),
      }),
    );
    expect(error.reason).toContain("the provider said no");
    expect(error.events).toContainEqual(
      expect.objectContaining({ logicalId: "Slow", status: "CREATE_FAILED", reason: "Resource operation cancelled" }),
    );
    expect(summary().some((line) => line.startsWith("Delete Slow Stack-Slow-"))).toBe(true);
  });

  it("sends nothing when nothing changed, and old and new properties when something did", async () => {
    const before = await deploy({ Thing: custom({ Size: 1 }), Other: custom() });
    clear();
    const unchanged = await deploy({ Thing: custom({ Size: 1 }), Other: custom() });
    expect([summary(), unchanged.stackId, unchanged.resources]).toEqual([[], before.stackId, before.resources]);
    await deploy({ Thing: custom({ Size: 2 }), Other: custom() });
    expect(received()).toMatchObject([
      {
        RequestType: "Update",
        PhysicalResourceId: "made-Thing",
        ResourceProperties: { Size: "2" },
        OldResourceProperties: { Size: "1" },
      },
    ]);
    expect(statuses("Stack").slice(-3)).toEqual([
      "UPDATE_IN_PROGRESS",
      "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "UPDATE_COMPLETE",
    ]);
  });

  it("deletes the old one after an update that changed the physical id, and what the template left out", async () => {
    await deploy({ Thing: custom({ Id: "one" }), Gone: custom() });
    clear();
    const stack = await deploy({ Thing: custom({ Id: "two" }) });
    expect(summary()).toEqual(["Update Thing one", "Delete Thing one", "Delete Gone made-Gone"]);
    expect(received()[1]!.ResourceProperties).toMatchObject({ Id: "one" });
    expect(stack.resources.find(({ logicalId }) => logicalId === "Thing")!.physicalId).toBe("two");
  });

  it("rolls a failed update back: old code is asked to go back to old properties, and what was new is deleted", async () => {
    await deploy({
      Thing: custom({ Size: 1 }),
      Late: custom({ Size: 1 }, { DependsOn: ["Thing", "Fresh"] }),
      Fresh: custom(),
    });
    clear();
    const changed = {
      Thing: custom({ Size: 2 }),
      Late: custom({ Size: 2, Fail: "Update" }, { DependsOn: ["Thing", "Fresh", "New"] }),
      Fresh: custom(),
      New: custom(),
    };
    const error = await failure(deploy(changed, { generation: "2" }));
    expect(error.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    const told = received().map(({ RequestType, LogicalResourceId, ResourceProperties: { Size }, Generation }) =>
      [RequestType, LogicalResourceId, Size, Generation].join(" "),
    );
    expect(told.slice(0, 3).toSorted()).toEqual(["Create New  2", "Update Late 2 2", "Update Thing 2 2"]);
    expect(told.slice(3)).toEqual(["Update Thing 1 1", "Update Late 1 1", "Delete New  1"]);
    clear();
    await deploy({
      Thing: custom({ Size: 1 }),
      Late: custom({ Size: 1 }, { DependsOn: ["Thing", "Fresh"] }),
      Fresh: custom(),
    });
    expect(summary()).toEqual([]);
  });

  it("is destroyed dependents first, and gone afterwards", async () => {
    const stack = await deploy({
      First: custom(),
      Second: custom({ Uses: { Ref: "First" } }),
      Kept: { Type: "AWS::S3::Bucket", Properties: {}, DeletionPolicy: "Retain" },
    });
    clear();
    await aws.destroy("Stack");
    expect(summary()).toEqual(["Delete Second made-Second", "Delete First made-First"]);
    expect([statuses("Kept"), statuses("Stack")]).toEqual([
      ["DELETE_SKIPPED"],
      ["DELETE_IN_PROGRESS", "DELETE_COMPLETE"],
    ]);
    expect(aws.find("Stack")).toBeUndefined();
    await expect(stack.invoke("Provider", {})).rejects.toThrow("has no function Provider");
    await expect(aws.destroy("Stack")).rejects.toThrow("There is no stack Stack; deployed are CDKToolkit.");
  });

  it("keeps a provider whose resource could not be deleted", async () => {
    await deploy({ Thing: custom({ Fail: "Delete" }) });
    const error = await failure(aws.destroy("Stack"));
    expect(error).toMatchObject({
      status: "DELETE_FAILED",
      reason: expect.stringMatching(/^Thing: .*the provider said no/) as string,
    });
    expect(statuses("Provider")).not.toContain("DELETE_COMPLETE");
  });

  it("does not delete a table that is protected from deletion", async () => {
    const key = { AttributeName: "pk" };
    const Properties = {
      AttributeDefinitions: [{ ...key, AttributeType: "S" }],
      KeySchema: [{ ...key, KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    };
    const table = (DeletionProtectionEnabled: boolean): Record<string, TemplateResource> => ({
      Table: { Type: "AWS::DynamoDB::Table", Properties: { ...Properties, DeletionProtectionEnabled } },
    });
    await deploy(table(true));
    const error = await failure(aws.destroy("Stack"));
    expect(error.status).toBe("DELETE_FAILED");
    expect(error.reason).toContain("cannot be deleted while DeletionProtectionEnabled is true");
  });

  it("makes a table of the kind that CDK makes unless told, with a throughput", async () => {
    const key = { AttributeName: "pk" };
    const Properties = {
      AttributeDefinitions: [{ ...key, AttributeType: "S" }],
      KeySchema: [{ ...key, KeyType: "HASH" }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    };
    await deploy({ Table: { Type: "AWS::DynamoDB::Table", Properties } });
    expect(aws.find("Stack")?.status).toBe("CREATE_COMPLETE");
  });

  it("leaves out what a condition excludes", async () => {
    const cdkOut = writeCdkOut("Conditional", {
      Parameters: {
        Stage: { Type: "String", Default: "dev" },
        BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/hnb659fds/version" },
      },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
      Resources: {
        Always: {
          Type: "AWS::SSM::Parameter",
          Properties: { Name: "/always", Type: "String", Value: { "Fn::If": ["IsProd", "yes", "no"] } },
        },
        Never: { Type: "AWS::SSM::Parameter", Condition: "IsProd", Properties: { Type: "String", Value: "x" } },
      },
      Outputs: {
        Hidden: { Condition: "IsProd", Value: { Ref: "Never" } },
        Shown: { Value: { "Fn::GetAtt": ["Always", "Value"] } },
      },
    });
    const stack = await aws.deploy({ cdkOut });
    expect([stack.resources.map(({ logicalId }) => logicalId), stack.outputs, stack.apiUrl]).toEqual([
      ["Always"],
      { Shown: "no" },
      "",
    ]);
  });

  it("names everything in a template that it does not support, before it creates anything", async () => {
    const Resources = {
      Stream: { Type: "AWS::Kinesis::Stream" },
      Bucket: { Type: "AWS::S3::Bucket", Properties: { WebsiteConfiguration: {} } },
    };
    await expect(aws.deploy({ cdkOut: writeCdkOut("Unsupported", { Resources }) })).rejects.toThrow(
      "The stack Unsupported cannot run locally.\n" +
        "Stream is of the type AWS::Kinesis::Stream, which local AWS does not run: leave it out of this stack, or add the type in resources/resource-types.ts.\n" +
        "Bucket (AWS::S3::Bucket) sets WebsiteConfiguration, which local AWS does not support: leave it out of this stack, or add it to the resource type.",
    );
    expect(events).toEqual([]);
  });

  it("runs a function whose assembly is there no more, as one is after others that leave the function as it is", async () => {
    const cdkOut = writeCdkOut(
      "Assets",
      { Resources: functionResources("Assets", "", { Code: { S3Bucket: "cdk-assets", S3Key: "aa.zip" } }) },
      { "aa.zip": `exports.handler = async () => "kept";` },
    );
    const stack = await aws.deploy({ cdkOut });
    rmSync(cdkOut, { recursive: true });
    expect(await stack.invoke("Assets", {})).toMatchObject({ payload: "kept", cold: true });
  });

  it("runs a function from its asset, and its new code after an update", async () => {
    const resources = (key: string): Record<string, TemplateResource> =>
      functionResources("Assets", "", { Code: { S3Bucket: { "Fn::Sub": "cdk-${AWS::AccountId}" }, S3Key: key } });
    const source = (text: string): string => `exports.handler = async () => ${JSON.stringify(text)};`;
    const first = await aws.deploy({
      cdkOut: writeCdkOut("Assets", { Resources: resources("aa.zip") }, { "aa.zip": source("old") }),
    });
    expect((await first.invoke("Assets", {})).payload).toBe("old");
    const second = await aws.deploy({
      cdkOut: writeCdkOut("Assets", { Resources: resources("bb.zip") }, { "bb.zip": source("new") }),
    });
    expect(await second.invoke("Assets", {})).toMatchObject({ payload: "new", cold: true });
    expect([first.status, aws.find("Assets")?.status]).toEqual(["CREATE_COMPLETE", "UPDATE_COMPLETE"]);
    expect(second.functions[0]!.functionName).toBe(first.functions[0]!.functionName);
    await expect(
      aws.deploy({ cdkOut: writeCdkOut("Assets", { Resources: resources("cc.zip") }) }),
    ).rejects.toMatchObject({
      reason: expect.stringContaining("asset cc.zip, which the asset manifest does not list") as string,
    });
    expect((await second.invoke("Assets", {})).payload).toBe("new");
  });

  it("fails a deployment in progress, and starts nothing more, when everything is stopped", async () => {
    const deployment = failure(deploy({ Slow: custom({ DelayMs: 60_000 }) }));
    await expect.poll(() => summary(), { timeout: 100_000 }).toEqual(["Create Slow"]);
    await aws.stop();
    expect((await deployment).reason).toContain("without answering");
    expect(summary()).toEqual(["Create Slow"]);
    aws = await startLocalAws();
  });

  it("refuses a name that another stack has taken", async () => {
    const resources = {
      ...functionResources("Named", "", { FunctionName: "named" }),
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "taken" } },
    };
    await aws.deploy({ cdkOut: writeCdkOut("One", { Resources: resources }) });
    expect(
      (await failure(aws.deploy({ cdkOut: writeCdkOut("Two", { Resources: { Bucket: resources.Bucket } }) }))).reason,
    ).toBe("The bucket taken already exists.");
    expect(
      (
        await failure(
          aws.deploy({
            cdkOut: writeCdkOut("Three", { Resources: functionResources("Named", "", { FunctionName: "named" }) }),
          }),
        )
      ).reason,
    ).toBe("The function named already exists.");
  });

  it("says what is missing when there is nothing to deploy", async () => {
    await expect(aws.deploy({ cdkOut: "/nowhere/cdk.out" })).rejects.toThrow(
      "/nowhere/cdk.out/manifest.json does not exist: run `cdk synth` first.",
    );
    await expect(aws.deploy({ cdkOut: writeCdkOut("One", { Resources: {} }), stackName: "Two" })).rejects.toThrow(
      "holds no stack named Two; it has One",
    );
  });
});
