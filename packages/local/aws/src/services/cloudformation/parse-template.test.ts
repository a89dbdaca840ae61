import { expect, it } from "vitest";

import { parseTemplate } from "./parse-template.ts";

const resources = "Resources: { T: { Type: AWS::SNS::Topic } }\n";

it("reads the short form of functions as the long one, functions in functions as well", () => {
  const yaml = `
Conditions:
  IsBig: !And [!Equals [!Ref Size, big], !Not [!Condition IsSmall]]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub
        - "\${Name}-\${AWS::Region}"
        - Name: !If [IsBig, !Ref Size, !GetAtt Other.TopicName]
      DisplayName: !Join
        - "-"
        - [a, !Select [0, !Split [",", !Sub "\${Size},b"]]]
      Tags:
        - Key: !FindInMap [Map, !Ref Size, key]
          Value: !Base64 text
`;
  const written = {
    Conditions: {
      IsBig: {
        "Fn::And": [{ "Fn::Equals": [{ Ref: "Size" }, "big"] }, { "Fn::Not": [{ Condition: "IsSmall" }] }],
      },
    },
    Resources: {
      Topic: {
        Type: "AWS::SNS::Topic",
        Properties: {
          TopicName: {
            "Fn::Sub": [
              "${Name}-${AWS::Region}",
              { Name: { "Fn::If": ["IsBig", { Ref: "Size" }, { "Fn::GetAtt": "Other.TopicName" }] } },
            ],
          },
          DisplayName: {
            "Fn::Join": ["-", ["a", { "Fn::Select": [0, { "Fn::Split": [",", { "Fn::Sub": "${Size},b" }] }] }]],
          },
          Tags: [{ Key: { "Fn::FindInMap": ["Map", { Ref: "Size" }, "key"] }, Value: { "Fn::Base64": "text" } }],
        },
      },
    },
  };
  expect(parseTemplate(yaml)).toEqual(written);
});

it.each(["!Reference x", "!!timestamp 2030-01-01", "!Sub", "!Ref [", "*nobody"])("refuses %s", (value) => {
  expect(() => parseTemplate(`${resources}Description: ${value}\n`)).toThrow(/^Template format error: /);
});

it("refuses aliases, as CloudFormation does, and leaves anchors alone", () => {
  const topics = "Resources:\n  T: &topic { Type: AWS::SNS::Topic }\n";
  expect(parseTemplate(topics)).toEqual({ Resources: { T: { Type: "AWS::SNS::Topic" } } });
  expect(() => parseTemplate(`${topics}  U: *topic\n`)).toThrow(
    "Template format error: YAML aliases are not allowed in CloudFormation templates",
  );
});

it.each([
  ["JSON", `{ "Resources": { "T": { "Type": "A" }, "T": { "Type": "AWS::SNS::Topic", "Type": "B" } } }`],
  ["YAML", "Resources:\n  T: { Type: A }\n  T:\n    Type: AWS::SNS::Topic\n    Type: B\n"],
])("of equal keys in %s the last one counts, as in CloudFormation", (_, body) => {
  expect(parseTemplate(body)).toEqual({ Resources: { T: { Type: "B" } } });
});
