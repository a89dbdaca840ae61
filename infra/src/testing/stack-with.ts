import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ActionInfra, ActionSite } from "../action-site.ts";

/** A stack with one function, and what an action's infra adds to it. */
export function stackWith(
  infra: ActionInfra | undefined,
  production = false,
  choices: Partial<ActionSite["stage"]> = {},
  connections: readonly string[] = [],
): Stack {
  const stack = new Stack(new App(), "Test");
  const code = Code.fromInline("exports.handler = async () => {}");
  const handler = new LambdaFunction(stack, "Function", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code,
  });
  const stage: ActionSite["stage"] = {
    name: "test",
    production,
    defaultLanguage: "de",
    desk: { kind: "built-in" },
    translator: { kind: "amazon", neverTranslate: [], showOriginal: false },
    ...choices,
  };
  infra?.({ scope: new Construct(stack, "Action"), handler, handlers: [handler], connections, stage });
  return stack;
}

/** The template of {@link stackWith}. */
export function templateWith(
  infra: ActionInfra,
  production = false,
  choices: Partial<ActionSite["stage"]> = {},
  connections: readonly string[] = [],
): Template {
  return Template.fromStack(stackWith(infra, production, choices, connections));
}

/** Every statement that the function's role is granted, resources as JSON. */
export function grantsOf(template: Template): { actions: string[]; resources: string }[] {
  const policies = Object.values(template.findResources("AWS::IAM::Policy")) as {
    Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } };
  }[];
  const statements = policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
  return statements.map(({ Action, Resource }) => ({ actions: [Action].flat(), resources: JSON.stringify(Resource) }));
}
