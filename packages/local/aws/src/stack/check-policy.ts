import { isIntrinsic, writtenAs } from "./check-schema.ts";

type Fields = Record<string, unknown>;

/** Whose policy it is: of an identity, of a role's trust, or of a resource. */
export type PolicyKind = "identity" | "trust" | "bucket" | "topic" | "queue";
/** That of a trust policy is what an account takes unless a higher quota is granted. */
export const maxBytesOf: Record<PolicyKind, number> = {
  identity: 10_240,
  trust: 2_048,
  bucket: 20_480,
  topic: 30_720,
  queue: 8_192,
};
/** Whose actions alone a policy may name. */
const serviceOf: Partial<Record<PolicyKind, string>> = { trust: "sts", bucket: "s3", topic: "sns", queue: "sqs" };

const isArn = /^(?:\*|arn:(?:aws[\w-]*|\*):[^:]+:[^:]*:[^:]*:.+)$/;
/** With less than six parts: in the policy of an identity IAM completes it by asterisks. */
const isShortened = /^arn:(?:aws[\w-]*|\*):[^:]+:(?:[^:]*:)?\*$/;
const members = ["Version", "Id", "Statement"];
const statementMembers = "Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition".split(" ");
const operators =
  /^(?:ForAnyValue:|ForAllValues:)?(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Numeric(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Date(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like)|Null)(?:IfExists)?$/i;

/** What IAM would refuse in a policy, a sentence each that names it as `where`. */
export function findInPolicy(policy: unknown, where: string, kind: PolicyKind): string[] {
  const document = typeof policy === "string" ? parseJson(policy) : policy;
  if (document === undefined) return [`${where} is no JSON.`];
  if (isIntrinsic(document) || typeof document !== "object" || document === null) return [];
  const { Version = "2012-10-17", Id = "", Statement } = document as Fields;
  const statements = ([Statement ?? []].flat() as Fields[]).filter((one) => !isIntrinsic(one));
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  const mostBytes = maxBytesOf[kind];
  return [
    ...unknownOf(document as Fields, members, where),
    ...(/^(?:2012-10-17|2008-10-17)$/.test(String(Version)) || isIntrinsic(Version)
      ? []
      : [`the Version of ${where} has to be 2012-10-17 or 2008-10-17.`]),
    ...(typeof Id === "string" || isIntrinsic(Id) ? [] : [`the Id of ${where} has to be a text.`]),
    ...(Statement === undefined ? [`${where} has no Statement.`] : []),
    ...(Array.isArray(Statement) && Statement.length === 0 ? [`${where} has no statement in its Statement.`] : []),
    ...(new Set(sids).size < sids.length ? [`${where} has a Sid twice.`] : []),
    ...(writtenBytes(document) > mostBytes ? [`${where} is longer than ${mostBytes} bytes.`] : []),
    ...statements.flatMap((statement) => findInStatement(statement, `a statement of ${where}`, kind)),
  ];
}

/** How long a policy is at least, in bytes: what a function of the template stands for may be as short as nothing. */
export function writtenBytes(policy: unknown): number {
  return Buffer.byteLength(JSON.stringify(policy, (_, value: unknown) => (isIntrinsic(value) ? "" : value)));
}

/** What a text says as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const unknownOf = (fields: Fields, known: string[], where: string): string[] =>
  Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${where} has a ${name}; it takes ${known.join(", ")}.`);

function findInStatement(statement: Fields, where: string, kind: PolicyKind): string[] {
  if (typeof statement !== "object" || statement === null) return [`${where} is no object.`];
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const hasOne = (one: unknown, other: unknown): boolean => (one === undefined) !== (other === undefined);
  const isEmpty = [Action, NotAction, Resource, NotResource].some((one) => Array.isArray(one) && one.length === 0);
  return [
    ...unknownOf(statement, statementMembers, where),
    ...(kind === "bucket" ||
    kind === "topic" ||
    kind === "queue" ||
    typeof Sid !== "string" ||
    /^[a-zA-Z\d]*$/.test(Sid)
      ? []
      : [`the Sid of ${where} has to be letters and digits.`]),
    ...(Effect === "Allow" || Effect === "Deny" || isIntrinsic(Effect)
      ? []
      : [`the Effect of ${where} has to be Allow or Deny.`]),
    ...(hasOne(Action, NotAction) ? [] : [`${where} names either Action or NotAction.`]),
    ...(isEmpty ? [`${where} has an empty list of actions or resources.`] : []),
    ...(kind === "trust"
      ? (Resource ?? NotResource) === undefined
        ? []
        : [`${where} has no Resource.`]
      : hasOne(Resource, NotResource)
        ? []
        : [`${where} names either Resource or NotResource.`]),
    ...findInService(Action ?? NotAction, serviceOf[kind], where),
    ...(kind === "identity"
      ? (Principal ?? NotPrincipal) === undefined
        ? []
        : [`${where} belongs to an identity, and names no Principal.`]
      : findInPrincipal(Principal, NotPrincipal, where)),
    ...[Action ?? NotAction ?? []]
      .flat()
      .flatMap((one) =>
        isIntrinsic(one) || /^(?:\*|[a-z\d-]+:[\w*?]+)$/i.test(writtenAs(one))
          ? []
          : [`${writtenAs(one)} in ${where} is no action, such as s3:GetObject.`],
      ),
    ...[Resource ?? NotResource ?? []]
      .flat()
      .flatMap((one) =>
        isIntrinsic(one) || isArn.test(writtenAs(one)) || (kind === "identity" && isShortened.test(writtenAs(one)))
          ? []
          : [`${writtenAs(one)} in ${where} is no ARN.`],
      ),
    ...findInCondition(Condition, where),
  ];
}

function findInService(actions: unknown, service: string | undefined, where: string): string[] {
  const named = [actions ?? []].flat().filter((one) => typeof one === "string" && one !== "*") as string[];
  if (service === undefined || named.every((one) => one.toLowerCase().startsWith(`${service}:`))) return [];
  return [`${where} names actions of ${service} only.`];
}

function findInPrincipal(principal: unknown, other: unknown, where: string): string[] {
  const given = principal ?? other;
  if (given === undefined) return [`${where} names a Principal.`];
  if (given === "*" || isIntrinsic(given)) return [];
  const kinds = Object.entries(typeof given === "object" && given !== null ? given : {});
  if (kinds.length === 0 || !kinds.every(([name]) => Object.hasOwn(principals, name)))
    return [`the Principal of ${where} has to be *, or an object of ${Object.keys(principals).join(", ")}.`];
  return kinds.flatMap(([name, values]) => {
    const wanted = isIntrinsic(values) ? [] : [values].flat();
    if (Array.isArray(values) && values.length === 0) return [`the Principal of ${where} has no ${name} in its list.`];
    return wanted.flatMap((value) =>
      isIntrinsic(value) || principals[name]!.test(String(value))
        ? []
        : [`${String(value)} in the Principal of ${where} is no ${name}.`],
    );
  });
}

const principals: Record<string, RegExp> = {
  // An account, one of its identities by ARN or by id, or everybody.
  AWS: /^(?:\*|\d{12}|A[A-Z\d]{15,}|arn:aws[\w-]*:(?:iam|sts)::\d{12}:\S+)$/,
  Service: /^[\w.-]+\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal|aws)$/,
  Federated: /^\S+$/,
  CanonicalUser: /^[\da-f]+$/i,
};

function findInCondition(condition: unknown, where: string): string[] {
  if (condition === undefined || isIntrinsic(condition)) return [];
  if (typeof condition !== "object" || condition === null || Array.isArray(condition))
    return [`the Condition of ${where} is no object.`];
  return Object.entries(condition as Fields).flatMap(([operator, keys]) => {
    if (!operators.test(operator))
      return [`${operator} in the Condition of ${where} is no operator, such as StringEquals.`];
    if (isIntrinsic(keys)) return [];
    if (typeof keys !== "object" || keys === null || Array.isArray(keys))
      return [`${operator} in the Condition of ${where} holds no keys with values.`];
    return Object.entries(keys).flatMap(([key, values]) =>
      isIntrinsic(values) ||
      [values].flat().every((one) => isIntrinsic(one) || (typeof one !== "object" && one !== undefined))
        ? []
        : [`${key} in the Condition of ${where} is neither a value nor a list of values.`],
    );
  });
}
