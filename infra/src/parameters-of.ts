import { Arn, type Stack } from "aws-cdk-lib";
import { parameterPrefixOf, type StageId } from "./stages/stage-names.ts";

/** Where a stage's parameters live, and the ARN of each. */
export function parametersOf(stack: Stack, stage: StageId): { readonly prefix: string; arn(name: string): string } {
  const prefix = parameterPrefixOf(stage);
  return {
    prefix,
    arn: (name) =>
      Arn.format({ service: "ssm", resource: "parameter", resourceName: `${prefix.slice(1)}/${name}` }, stack),
  };
}
