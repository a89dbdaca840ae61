import { isIntrinsic } from "./check-schema.ts";

const maxPolicyBytes = 10_240;

type Fields = Record<string, unknown>;

/** Whose policy it is: of an identity, of a role's trust, or of a resource. */
export type PolicyKind = "identity" | "trust" | "resource";

const members = ["Version", "Id", "Statement"];
const statementMembers = "Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition".split(" ");
const operators =
  /^(?:ForAnyValue:|ForAllValues:)?(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Numeric(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Date(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like)|Null)(?:IfExists)?$/i;

/** What IAM would refuse in a policy, a sentence each that names it as `where`. */
export function findInPolicy(policy: unknown, where: string, kind: PolicyKind): string[] {
  const document = typeof policy === "string" ? parse(policy) : policy;
  if (document === undefined) return [`${where} is no JSON.`];
  if (isIntrinsic(document) || typeof document !== "object" || document === null) return [];
  const { Version = "2012-10-17", Id = "", Statement } = document as Fields;
  const statements = ([Statement ?? []].flat() as Fields[]).filter((one) => !isIntrinsic(one));
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  const sizeBytes = Buffer.byteLength(JSON.stringify(document));
  return [
    ...unknownOf(document as Fields, members, where),
    ...(/^(?:2012-10-17|2008-10-17)$/.test(String(Version)) || isIntrinsic(Version)
      ? []
      : [`the Version of ${where} has to be 2012-10-17 or 2008-10-17.`]),
    ...(typeof Id === "string" || isIntrinsic(Id) ? [] : [`the Id of ${where} has to be a text.`]),
    ...(Statement === undefined ? [`${where} has no Statement.`] : []),
    ...(Array.isArray(Statement) && Statement.length === 0 ? [`${where} has no statement in its Statement.`] : []),
    ...(new Set(sids).size < sids.length ? [`${where} has a Sid twice.`] : []),
    ...(sizeBytes > maxPolicyBytes ? [`${where} is longer than ${maxPolicyBytes} bytes.`] : []),
    ...statements.flatMap((statement) => findInStatement(statement, `a statement of ${where}`, kind)),
  ];
}

function parse(text: string): unknown {
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
    ...(kind === "resource" || typeof Sid !== "string" || /^[a-zA-Z\d]*$/.test(Sid)
      ? []
      : [`the Sid of ${where} has to be letters and digits.`]),
    ...(Effect === "Allow" || Effect === "Deny" || isIntrinsic(Effect)
      ? []
      : [`the Effect of ${where} has to be Allow or Deny.`]),
    ...(hasOne(Action, NotAction) ? [] : [`${where} names either Action or NotAction.`]),
    ...(isEmpty ? [`${where} has an empty list of actions or resources.`] : []),
    ...(kind === "trust"
      ? findInTrust(statement, where)
      : hasOne(Resource, NotResource)
        ? []
        : [`${where} names either Resource or NotResource.`]),
    ...(kind === "identity"
      ? (Principal ?? NotPrincipal) === undefined
        ? []
        : [`${where} belongs to an identity, and names no Principal.`]
      : findInPrincipal(Principal, NotPrincipal, where)),
    ...[Action ?? NotAction ?? []]
      .flat()
      .flatMap((one) =>
        typeof one !== "string" || /^(?:\*|[a-z\d-]+:[\w*?]+)$/i.test(one)
          ? []
          : [`${one} in ${where} is no action, such as s3:GetObject.`],
      ),
    ...[Resource ?? NotResource ?? []]
      .flat()
      .flatMap((one) =>
        typeof one !== "string" || /^(?:\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+)$/.test(one)
          ? []
          : [`${one} in ${where} is no ARN.`],
      ),
    ...(isIntrinsic(Condition) ? [] : Object.keys(Condition ?? {}))
      .filter((operator) => !operators.test(operator))
      .map((operator) => `${operator} in the Condition of ${where} is no operator, such as StringEquals.`),
  ];
}

function findInTrust({ Action, NotAction, Resource, NotResource }: Fields, where: string): string[] {
  const actions = [Action ?? NotAction ?? []].flat().filter((one) => typeof one === "string");
  return [
    ...(actions.every((one) => one.startsWith("sts:")) ? [] : [`${where} allows actions of sts only.`]),
    ...((Resource ?? NotResource) === undefined ? [] : [`${where} has no Resource.`]),
  ];
}

function findInPrincipal(principal: unknown, other: unknown, where: string): string[] {
  const given = principal ?? other;
  if (given === undefined) return [`${where} names a Principal.`];
  if (given === "*" || isIntrinsic(given)) return [];
  const kinds = Object.keys(typeof given === "object" && given !== null ? given : {});
  return kinds.length > 0 && kinds.every((name) => /^(?:AWS|Service|Federated|CanonicalUser)$/.test(name))
    ? []
    : [`the Principal of ${where} has to be *, or an object of AWS, Service, Federated and CanonicalUser.`];
}
