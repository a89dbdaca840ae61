import { expect, it } from "vitest";

import { judge, type Verdict } from "./judge.ts";
import { parsePolicy } from "./parse-policy.ts";

const decide = (
  statements: object[],
  action: string,
  resource = "arn:aws:s3:::b/k",
  context: Record<string, string> = {},
): Verdict =>
  judge(
    { action, resource, principals: ["arn:aws:iam::1:role/r"], context },
    parsePolicy({ Statement: statements }, "The test"),
  );
const allow = (Action: unknown, Resource: unknown = "*", rest = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});

it("allows only what a statement names, whatever the case of the action", () => {
  expect(decide([], "s3:GetObject")).toBe("not allowed");
  expect(decide([allow("s3:getobject")], "s3:GetObject")).toBe("allowed");
  expect(decide([allow(["s3:Get*"], "arn:aws:s3:::b/*")], "s3:GetObject")).toBe("allowed");
  expect(decide([allow("s3:Get*", "arn:aws:s3:::b")], "s3:GetObject")).toBe("not allowed");
  expect(decide([allow("s3:PutObject")], "s3:GetObject")).toBe("not allowed");
});

it("lets a Deny win over every Allow", () => {
  expect(decide([allow("*"), { Effect: "Deny", Action: "s3:Get*", Resource: "*" }, allow("*")], "s3:GetObject")).toBe(
    "explicitly denied",
  );
});

it("understands NotAction and NotResource", () => {
  expect(decide([{ Effect: "Allow", NotAction: "s3:Delete*", Resource: "*" }], "s3:GetObject")).toBe("allowed");
  expect(decide([{ Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }], "s3:GetObject")).toBe("not allowed");
  expect(decide([{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::b/*" }], "s3:GetObject")).toBe(
    "not allowed",
  );
});

it("applies a statement with conditions only when all of them hold", () => {
  const insecure = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  expect(decide([allow("s3:*"), insecure], "s3:GetObject", undefined, { "aws:securetransport": "true" })).toBe(
    "allowed",
  );
  expect(decide([allow("s3:*"), insecure], "s3:GetObject", undefined, { "aws:securetransport": "false" })).toBe(
    "explicitly denied",
  );
  const inRegion = allow("s3:*", "*", { Condition: { StringLike: { "aws:RequestedRegion": ["eu-*", "us-east-1"] } } });
  expect(decide([inRegion], "s3:GetObject", undefined, { "aws:requestedregion": "us-east-1" })).toBe("allowed");
  expect(decide([inRegion], "s3:GetObject", undefined, { "aws:requestedregion": "us-west-2" })).toBe("not allowed");
  expect(decide([inRegion], "s3:GetObject")).toBe("not allowed");
});

it("compares the principal of a resource policy", () => {
  expect(decide([allow("s3:*", "*", { Principal: { AWS: "arn:aws:iam::1:role/r" } })], "s3:GetObject")).toBe("allowed");
  expect(decide([allow("s3:*", "*", { Principal: { AWS: ["arn:aws:iam::1:role/other"] } })], "s3:GetObject")).toBe(
    "not allowed",
  );
});

it("takes a condition on all values of a key as held where the request has none", () => {
  const statements = [
    allow("dynamodb:*", "*", { Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["own"] } } }),
  ];
  const on = (context: Record<string, string>): Verdict => decide(statements, "dynamodb:GetItem", "*", context);
  expect([on({}), on({ "dynamodb:leadingkeys": "own" }), on({ "dynamodb:leadingkeys": "other" })]).toEqual([
    "allowed",
    "allowed",
    "not allowed",
  ]);
});

it("refuses, with a sentence, a condition it could not judge", () => {
  const parse = (Condition: object) => () =>
    parsePolicy({ Statement: [allow("dynamodb:GetItem", "*", { Condition })] }, "The policy P");
  expect(parse({ "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": "x" } })).toThrow(
    "The policy P uses the condition operator ForAnyValue:StringEquals",
  );
  expect(parse({ constructor: { "s3:prefix": "x" } })).toThrow("uses the condition operator constructor");
  expect(parse({ StringEquals: { "aws:PrincipalTag/team": "x" } })).toThrow(
    "The policy P has a condition on aws:PrincipalTag/team",
  );
  expect(() =>
    parsePolicy(
      { Statement: [allow("kms:Decrypt", "*", { Condition: { StringEquals: { "kms:ViaService": "ssm" } } })] },
      "P",
    ),
  ).not.toThrow();
});
