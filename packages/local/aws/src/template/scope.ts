import type { Template } from "./template.ts";

/** What a template's intrinsic functions are resolved against. */
export interface Scope {
  region: string;
  accountId: string;
  stackName: string;
  stackId: string;
  parameters: Record<string, unknown>;
  mappings: NonNullable<Template["Mappings"]>;
  conditions: NonNullable<Template["Conditions"]>;
  /** Resources that exist already, by logical id. */
  resource(logicalId: string): { physicalId: string; attributes: Record<string, unknown> } | undefined;
}

/** Stands for `AWS::NoValue` until the property that holds it is left out. */
export const noValue = Symbol("AWS::NoValue");

/** The value of a pseudo parameter such as `AWS::Region`, or undefined when `name` is none. */
export function pseudoParameter(name: string, scope: Scope): unknown {
  switch (name) {
    case "AWS::Region":
      return scope.region;
    case "AWS::AccountId":
      return scope.accountId;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return scope.stackName;
    case "AWS::StackId":
      return scope.stackId;
    case "AWS::NotificationARNs":
      return [];
    case "AWS::NoValue":
      return noValue;
    default:
      return undefined;
  }
}
