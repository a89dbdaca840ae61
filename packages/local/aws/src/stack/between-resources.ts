import type { Template } from "../template/template.ts";
import { maxBytesOf, writtenBytes } from "./check-policy.ts";
import { isIntrinsic } from "./check-schema.ts";

/** Of an account's 1,000 executions at once 100 cannot be reserved, unless a higher quota is granted. */
const mostReserved = 900;

type Fields = Record<string, unknown>;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

/** One resource as these rules look at it. */
interface Part {
  logicalId: string;
  properties: Fields;
}

/** What AWS refuses of what resources say of each other, a sentence each that names the resource. */
export function findBetweenResources({ Resources }: Template): string[] {
  const ofType = (type: string): Part[] =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === `AWS::${type}`)
      .map(([logicalId, { Properties = {} }]) => ({ logicalId, properties: Properties }));
  const functions = ofType("Lambda::Function");
  const reservedOf = ({ properties }: Part): number => Number(properties["ReservedConcurrentExecutions"]);
  const reserved = functions.map(reservedOf).filter((count) => !Number.isNaN(count));
  const sum = reserved.reduce((left, right) => left + right, 0);
  return [
    ...ofType("ApiGatewayV2::Stage").flatMap((stage) => findInRouteSettings(stage, ofType("ApiGatewayV2::Route"))),
    ...(sum > mostReserved
      ? [`The functions reserve ${sum} executions at once; an account has ${mostReserved} to reserve.`]
      : []),
    ...ofType("Lambda::Alias").flatMap(({ logicalId, properties }) => {
      const { ProvisionedConcurrentExecutions } = (properties["ProvisionedConcurrencyConfig"] ?? {}) as Fields;
      const named = functions.find((one) => one.logicalId === targetOf(properties["FunctionName"]));
      const most = named ? reservedOf(named) : NaN;
      return Number(ProvisionedConcurrentExecutions) > most
        ? [
            `${logicalId} (AWS::Lambda::Alias): ProvisionedConcurrentExecutions is more than its function reserves (${most}).`,
          ]
        : [];
    }),
    ...ofType("Lambda::EventSourceMapping").flatMap((mapping) =>
      findInTimeouts(mapping, functions, ofType("SQS::Queue")),
    ),
    ...ofType("IAM::Role").flatMap((role) => findInInlinePolicies(role, ofType("IAM::Policy"))),
  ];
}

/** The logical id of the resource that a value stands for, by `Ref` or by one of its attributes. */
function targetOf(value: unknown): string | undefined {
  const { Ref, "Fn::GetAtt": attribute } = Object(value) as { Ref?: string; "Fn::GetAtt"?: string | string[] };
  return Ref ?? (typeof attribute === "string" ? attribute.split(".") : attribute)?.[0];
}

function findInRouteSettings({ logicalId, properties }: Part, routes: Part[]): string[] {
  const { ApiId, RouteSettings = {} } = properties;
  if (isIntrinsic(RouteSettings) || !isIntrinsic(ApiId)) return [];
  const keys = routes
    .filter((route) => targetOf(route.properties["ApiId"]) === targetOf(ApiId))
    .map((route) => route.properties["RouteKey"]);
  if (keys.some(isIntrinsic)) return [];
  return Object.keys(RouteSettings as Fields)
    .filter((key) => !keys.includes(key))
    .map(
      (key) =>
        `${logicalId} (AWS::ApiGatewayV2::Stage): RouteSettings names ${key}, which is the key of no route of its API.`,
    );
}

const usualVisibilitySeconds = 30;
const usualTimeoutSeconds = 3;

// A message that is visible again while its function works at it is given to another.
function findInTimeouts({ logicalId, properties }: Part, functions: Part[], queues: Part[]): string[] {
  const named = (parts: Part[], value: unknown): Part | undefined =>
    parts.find((part) => part.logicalId === targetOf(value));
  const queue = named(queues, properties["EventSourceArn"]);
  const target = named(functions, properties["FunctionName"]);
  const { VisibilityTimeout = usualVisibilitySeconds } = queue?.properties ?? {};
  const { Timeout = usualTimeoutSeconds } = target?.properties ?? {};
  return queue && target && Number(VisibilityTimeout) < Number(Timeout)
    ? [
        `${logicalId} (AWS::Lambda::EventSourceMapping): the VisibilityTimeout of ${queue.logicalId} (${Number(VisibilityTimeout)} s) has to be at least the Timeout of ${target.logicalId} (${Number(Timeout)} s).`,
      ]
    : [];
}

// All of a role's inline policies share one quota, whoever attaches them.
function findInInlinePolicies({ logicalId, properties }: Part, policies: Part[]): string[] {
  const attached = policies.filter((policy) =>
    listOf(policy.properties["Roles"]).some((role) => targetOf(role) === logicalId),
  );
  const documents = [...listOf(properties["Policies"]), ...attached.map((policy) => policy.properties)].map(
    ({ PolicyDocument }) => PolicyDocument,
  );
  return writtenBytes(documents) > maxBytesOf.identity
    ? [
        `${logicalId} (AWS::IAM::Role): its inline policies, attached ones among them, are longer than ${maxBytesOf.identity} bytes.`,
      ]
    : [];
}
