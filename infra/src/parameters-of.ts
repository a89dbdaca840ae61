import { Arn, type Stack } from "aws-cdk-lib";
import type { Stage } from "./stages/define-stages.ts";

/** Where a stage's parameters live, and the ARN of each. */
export function parametersOf(stack: Stack, stage: Stage): { readonly prefix: string; arn(name: string): string } {
  const prefix = `/cliq-actions/${stage.name}`;
  return {
    prefix,
    arn: (name) =>
      Arn.format({ service: "ssm", resource: "parameter", resourceName: `${prefix.slice(1)}/${name}` }, stack),
  };
}
