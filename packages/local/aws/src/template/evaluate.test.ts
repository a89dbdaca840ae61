import { expect, it } from "vitest";

import { evaluate } from "./evaluate.ts";
import { orderResources } from "./order-resources.ts";
import type { Scope } from "./scope.ts";

const scope: Scope = {
  region: "eu-west-1",
  accountId: "111122223333",
  stackName: "Stack",
  stackId: "arn:stack",
  parameters: { Stage: "prod" },
  mappings: { Sizes: { prod: { memory: 512 } } },
  conditions: {
    IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
    IsUs: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] },
    Both: { "Fn::And": [{ Condition: "IsProd" }, { "Fn::Not": [{ Condition: "IsUs" }] }] },
    Either: { "Fn::Or": [{ Condition: "IsUs" }, { "Fn::Equals": ["a", "b"] }] },
  },
  resource: (logicalId) =>
    logicalId === "Table"
      ? { physicalId: "table-1", attributes: { Arn: "arn:table", "Nested.Name": "deep" } }
      : undefined,
};
const run = (value: unknown): unknown => evaluate(value, scope, "The test");

it.each([
  [{ Ref: "Table" }, "table-1"],
  [{ Ref: "Stage" }, "prod"],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ "Fn::GetAtt": ["Table", "Arn"] }, "arn:table"],
  [{ "Fn::GetAtt": "Table.Nested.Name" }, "deep"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Table" }, 3]] }, "a-table-1-3"],
  [{ "Fn::Sub": "${AWS::AccountId}:${Table}:${Table.Arn}:${!Literal}" }, "111122223333:table-1:arn:table:${Literal}"],
  [{ "Fn::Sub": ["${a}/${Stage}", { a: { Ref: "Table" } }] }, "table-1/prod"],
  [{ "Fn::Select": ["1", { "Fn::Split": [":", "a:b:c"] }] }, "b"],
  [{ "Fn::If": ["IsProd", { Ref: "Table" }, "no"] }, "table-1"],
  [{ "Fn::If": ["Both", 1, 2] }, 1],
  [{ "Fn::If": ["Either", 1, 2] }, 2],
  [{ "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "memory"] }, 512],
  [{ "Fn::Base64": "hi" }, "aGk="],
  [
    { keep: 1, drop: { Ref: "AWS::NoValue" }, list: [1, { "Fn::If": ["IsUs", 2, { Ref: "AWS::NoValue" }] }] },
    { keep: 1, list: [1] },
  ],
  [{ Condition: { StringEquals: { a: "b" } } }, { Condition: { StringEquals: { a: "b" } } }],
  [
    { Ref: "Table", Other: 1 },
    { Ref: "Table", Other: 1 },
  ],
])("resolves %j to %j", (value, expected) => {
  expect(run(value)).toEqual(expected);
});

it.each([
  [{ Ref: "Nothing" }, "neither a parameter nor an existing resource named Nothing"],
  [{ "Fn::GetAtt": ["Table", "Url"] }, "Table has no attribute Url; it has Arn, Nested.Name"],
  [{ "Fn::ImportValue": "x" }, "uses Fn::ImportValue, which local AWS does not resolve"],
  [{ "Fn::Select": [5, ["a"]] }, "cannot select index 5 of 1 values"],
  [{ "Fn::If": ["Unknown", 1, 2] }, "no condition named Unknown"],
])("says what is wrong with %j", (value, message) => {
  expect(() => run(value)).toThrow(message);
});

it("orders resources after what they refer to, and names a circle", () => {
  const order = (Resources: Record<string, object>): string[] =>
    orderResources({ Resources: Resources as never }, () => true).map(({ logicalId }) => logicalId);
  const a = { Type: "T", Properties: { x: { "Fn::Sub": "${B.Arn}" } } };
  expect(
    order({
      A: a,
      B: { Type: "T", DependsOn: ["C"] },
      C: { Type: "T", Properties: { y: [{ Ref: "D" }] } },
      D: { Type: "T" },
    }),
  ).toEqual(["D", "C", "B", "A"]);
  expect(() => order({ A: a, B: { Type: "T", DependsOn: "A" } })).toThrow(
    "Circular dependency between resources: [A -> B -> A].",
  );
});
