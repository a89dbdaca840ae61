import { Annotations, Aspects, CfnResource, Stack } from "aws-cdk-lib";
import { CfnPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";

/** What is of no use by its name alone, and the service whose actions a function needs to be allowed for it. */
const services: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::GlobalTable": "dynamodb",
  "AWS::DynamoDB::Table": "dynamodb",
  "AWS::Events::EventBus": "events",
  "AWS::Kinesis::Stream": "kinesis",
  "AWS::Lambda::Function": "lambda",
  "AWS::S3::Bucket": "s3",
  "AWS::SNS::Topic": "sns",
  "AWS::SQS::Queue": "sqs",
  "AWS::SecretsManager::Secret": "secretsmanager",
  "AWS::StepFunctions::StateMachine": "states",
};

/**
 * Warns, at synth, of a resource that an action's function is told of in its environment and that no policy of the stack
 * lets it use: the first click would find out. Nothing is said where a policy may do so without naming the resource.
 */
export function warnOfUngranted(slug: string, handler: LambdaFunction): void {
  Aspects.of(handler).add({
    visit(node) {
      if (node !== handler) return;
      for (const { variable, path } of findUngranted(handler))
        Annotations.of(handler).addWarningV2(
          `actions:ungranted-${slug}-${variable}`,
          `Action folder "${slug}" tells its function of ${path} (${variable}), and nothing allows the function to use it: ` +
            `grant in infra.ts what it needs of it.`,
        );
    },
  });
}

function findUngranted(handler: LambdaFunction): { variable: string; path: string }[] {
  const stack = Stack.of(handler);
  const role = handler.role?.node.defaultChild;
  // What a role of somebody else's or a policy of AWS's allows is not written here.
  if (!(role instanceof CfnRole) || [stack.resolve(role.managedPolicyArns)].flat().some(Boolean)) return [];
  const { environment } = handler.node.defaultChild as CfnFunction;
  const { variables = {} } = (stack.resolve(environment) ?? {}) as { variables?: Record<string, unknown> };
  const named = new Map(resourcesOf(stack).map((resource) => [stack.getLogicalId(resource), resource]));
  const told = Object.entries(variables).flatMap(([variable, value]) =>
    [...referencesIn(value)].flatMap((id) => {
      const { cfnResourceType: type = "", node } = named.get(id) ?? {};
      const service = services[type];
      return service === undefined ? [] : [{ variable, id, service, path: node?.path ?? id }];
    }),
  );
  if (told.length === 0) return [];
  const statements = statementsFor(stack, role);
  return told.filter(({ id, service }) => !statements.some((statement) => mayAllow(statement, id, service)));
}

const resourcesOf = (stack: Stack): CfnResource[] => stack.node.findAll().filter(CfnResource.isCfnResource);

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
}

/** The statements of the role's own policies, and of resources' policies that name it. */
function statementsFor(stack: Stack, role: CfnRole): Statement[] {
  const roleId = stack.getLogicalId(role);
  const read = (document: unknown): Statement[] =>
    [(stack.resolve(document) as { Statement?: Statement | Statement[] } | undefined)?.Statement ?? []].flat();
  const inline = [(stack.resolve(role.policies) ?? []) as { policyDocument?: unknown }[]].flat();
  return [
    ...inline.flatMap(({ policyDocument }) => read(policyDocument)),
    ...resourcesOf(stack).flatMap((resource) => {
      if (!("policyDocument" in resource)) return [];
      const statements = read(resource.policyDocument);
      if (!(resource instanceof CfnPolicy))
        return statements.filter(({ Principal }) => referencesIn(Principal).has(roleId));
      return referencesIn(stack.resolve(resource.roles)).has(roleId) ? statements : [];
    }),
  ];
}

function mayAllow({ Effect, Action, Resource }: Statement, id: string, service: string): boolean {
  const actions = Action === undefined ? ["*"] : [Action].flat();
  if (Effect !== "Allow" || !actions.some((one) => one === "*" || one.split(":")[0] === service)) return false;
  // A pattern or an ARN that is written out may be anything's.
  return (
    Resource === undefined || referencesIn(Resource).has(id) || [Resource].flat().some((one) => typeof one === "string")
  );
}

/** The logical ids that a resolved value refers to. */
function referencesIn(value: unknown): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...referencesIn(one)]));
  if (typeof value !== "object" || value === null) return new Set();
  const { Ref, "Fn::GetAtt": attribute } = value as { Ref?: unknown; "Fn::GetAtt"?: unknown };
  if (typeof Ref === "string") return new Set([Ref]);
  if (Array.isArray(attribute)) return new Set([String(attribute[0])]);
  return referencesIn(Object.values(value));
}
