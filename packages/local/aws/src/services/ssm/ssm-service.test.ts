import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
  type PutParameterCommandInput,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";

describe("Parameter Store", () => {
  let aws: LocalAws;
  let ssm: SSMClient;
  beforeAll(async () => {
    aws = await startLocalAws();
    ssm = new SSMClient(sdkConfiguration(aws));
  });
  afterAll(() => aws.stop());

  const put = (input: Partial<PutParameterCommandInput>) =>
    ssm.send(new PutParameterCommand({ Name: "/a/one", Value: "v", Type: "String", ...input }));
  const get = async (Name: string, WithDecryption = true) =>
    (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter!;

  it("stores a SecureString and gives it in the clear only when asked to decrypt", async () => {
    expect(await put({ Name: "/secret/one", Value: "swordfish", Type: "SecureString" })).toMatchObject({
      Version: 1,
      Tier: "Standard",
    });
    expect(await get("/secret/one")).toMatchObject({
      Name: "/secret/one",
      Type: "SecureString",
      Value: "swordfish",
      Version: 1,
      ARN: "arn:aws:ssm:us-east-1:000000000000:parameter/secret/one",
      DataType: "text",
      LastModifiedDate: expect.any(Date) as Date,
    });
    const encrypted = (await get("/secret/one", false)).Value!;
    expect(encrypted).toMatch(/^AQICAH[\w+/]{100,}={0,2}$/);
    expect(Buffer.from(encrypted, "base64").includes("swordfish")).toBe(false);
  });

  it("overwrites only when told to, and keeps older versions", async () => {
    await put({ Name: "/versions/one", Value: "first" });
    await expect(put({ Name: "/versions/one", Value: "second" })).rejects.toMatchObject({
      name: "ParameterAlreadyExists",
    });
    expect(await put({ Name: "/versions/one", Value: "second", Overwrite: true })).toMatchObject({ Version: 2 });
    expect(await get("/versions/one")).toMatchObject({ Value: "second", Version: 2 });
    expect(await get("/versions/one:1")).toMatchObject({ Value: "first", Version: 1, Selector: ":1" });
    await expect(get("/versions/one:9")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
    await expect(put({ Name: "/versions/one", Type: "SecureString", Overwrite: true })).rejects.toMatchObject({
      name: "HierarchyTypeMismatchException",
    });
  });

  it("takes 4,096 bytes in the standard tier, 8,192 in the advanced, and never goes back", async () => {
    await put({ Name: "/size/one", Value: "x".repeat(4096) });
    await expect(put({ Name: "/size/two", Value: "x".repeat(4097) })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("4096") as string,
    });
    await expect(put({ Name: "/size/two", Value: "é".repeat(2049) })).rejects.toMatchObject({
      name: "ValidationException",
    });
    expect(await put({ Name: "/size/one", Value: "x".repeat(8192), Tier: "Advanced", Overwrite: true })).toMatchObject({
      Tier: "Advanced",
    });
    await expect(put({ Name: "/size/one", Tier: "Standard", Overwrite: true })).rejects.toMatchObject({
      name: "ValidationException",
    });
    expect(await put({ Name: "/size/three", Value: "x".repeat(5000), Tier: "Intelligent-Tiering" })).toMatchObject({
      Tier: "Advanced",
    });
    await expect(put({ Name: "/size/four", Value: "x".repeat(8193), Tier: "Advanced" })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it.each([
    ["a reserved prefix", { Name: "/aws/one" }],
    ["a path without its first slash", { Name: "a/one" }],
    ["a character outside the alphabet", { Name: "/a/o ne" }],
    ["an empty value", { Value: "" }],
    ["an unknown type", { Name: "/new", Type: "Text" as never }],
    ["a new parameter without a type", { Name: "/new", Type: undefined }],
    ["a key for a plain string", { Name: "/new", KeyId: "alias/aws/ssm" }],
    ["tags with an overwrite", { Name: "/new", Overwrite: true, Tags: [{ Key: "a", Value: "b" }] }],
  ])("refuses %s", async (_, input) => {
    await expect(put(input)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("accepts AWS's own key and refuses others", async () => {
    await put({ Name: "/key/one", Type: "SecureString", KeyId: "alias/aws/ssm" });
    await expect(put({ Name: "/key/two", Type: "SecureString", KeyId: "alias/own" })).rejects.toMatchObject({
      name: "InvalidKeyId",
    });
  });

  it("reads several at once and names those that are missing", async () => {
    await put({ Name: "/several/one" });
    const answer = await ssm.send(
      new GetParametersCommand({ Names: ["/several/one", "/several/none", "/several/one:9"] }),
    );
    expect([answer.Parameters?.map(({ Name }) => Name), answer.InvalidParameters]).toEqual([
      ["/several/one"],
      ["/several/none", "/several/one:9"],
    ]);
  });

  it("reads by path, page by page, below the path only", async () => {
    for (let index = 0; index < 12; index++) await put({ Name: `/paged/p${String(index).padStart(2, "0")}` });
    await put({ Name: "/paged/deep/er" });
    await put({ Name: "/pagedother/one" });
    const names: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await ssm.send(
        new GetParametersByPathCommand({
          Path: "/paged/",
          Recursive: true,
          MaxResults: 5,
          ...(NextToken && { NextToken }),
        }),
      );
      names.push(...page.Parameters!.map(({ Name }) => Name!));
      NextToken = page.NextToken;
      pages++;
    } while (NextToken);
    expect([
      pages,
      names.length,
      new Set(names).size,
      names.includes("/paged/deep/er"),
      names.includes("/pagedother/one"),
    ]).toEqual([3, 13, 13, true, false]);
    const flat = await ssm.send(new GetParametersByPathCommand({ Path: "/paged" }));
    expect([flat.Parameters?.length, flat.NextToken === undefined]).toEqual([10, false]);
  });

  it("describes parameters by path or by the beginning of their name, without a value", async () => {
    for (const name of ["b", "a", "deep/er"]) await put({ Name: `/described/${name}`, Value: "hidden" });
    const describe = async (
      ParameterFilters: { Key: string; Option: string; Values: string[] }[],
      NextToken?: string,
    ) => ssm.send(new DescribeParametersCommand({ ParameterFilters, MaxResults: 2, ...(NextToken && { NextToken }) }));
    const below = [{ Key: "Path", Option: "Recursive", Values: ["/described"] }];
    const first = await describe(below);
    const second = await describe(below, first.NextToken);
    expect([...first.Parameters!, ...second.Parameters!].map(({ Name }) => Name)).toEqual([
      "/described/a",
      "/described/b",
      "/described/deep/er",
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(JSON.stringify([first, second])).not.toContain("hidden");
    expect(
      (await describe([{ Key: "Path", Option: "OneLevel", Values: ["/described/deep"] }])).Parameters,
    ).toHaveLength(1);
    expect((await describe([{ Key: "Name", Option: "BeginsWith", Values: ["/described/d"] }])).Parameters).toHaveLength(
      1,
    );
    await expect(describe([{ Key: "Label", Option: "Equals", Values: ["x"] }])).rejects.toMatchObject({
      name: "InvalidFilterKey",
    });
  });

  it("deletes, and says when there is nothing to delete or read", async () => {
    await put({ Name: "/gone" });
    await ssm.send(new DeleteParameterCommand({ Name: "/gone" }));
    await expect(get("/gone")).rejects.toMatchObject({ name: "ParameterNotFound" });
    await expect(ssm.send(new DeleteParameterCommand({ Name: "/gone" }))).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
    expect(await ssm.send(new DeleteParametersCommand({ Names: ["/gone"] }))).toMatchObject({
      DeletedParameters: [],
      InvalidParameters: ["/gone"],
    });
  });
});
