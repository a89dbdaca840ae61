import { parseJson } from "./check-policy.ts";
import { isIntrinsic } from "./check-schema.ts";

type Fields = Record<string, unknown>;
const when = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : []);
const mostSources = 10;
const mostReceives = 1_000;
/** Beyond this a batch has to be gathered. */
const mostWithoutWindow = 10;

/** What SQS refuses of the properties of a queue beside each other, a sentence each. */
export function findInQueue({
  SqsManagedSseEnabled,
  KmsMasterKeyId,
  RedrivePolicy,
  RedriveAllowPolicy,
}: Fields): string[] {
  return [
    ...when(
      String(SqsManagedSseEnabled) === "true" && KmsMasterKeyId !== undefined,
      "KmsMasterKeyId and SqsManagedSseEnabled cannot both be set.",
    ),
    ...findInDocument("RedrivePolicy", RedrivePolicy, findInRedrivePolicy),
    ...findInDocument("RedriveAllowPolicy", RedriveAllowPolicy, findInAllowPolicy),
  ];
}

// It may be written as an object, or as its text.
function findInDocument(name: string, given: unknown, find: (document: Fields) => string[]): string[] {
  if (given === undefined || isIntrinsic(given)) return [];
  const document = typeof given === "string" ? parseJson(given) : given;
  if (typeof document !== "object" || document === null) return [`${name} is no JSON object.`];
  return find(document as Fields);
}

function findInRedrivePolicy({ deadLetterTargetArn, maxReceiveCount, ...rest }: Fields): string[] {
  const isCount = /^\d+$/.test(String(maxReceiveCount)) && Number(maxReceiveCount) >= 1;
  return [
    ...unknownOf("RedrivePolicy", rest),
    ...when(
      !isIntrinsic(deadLetterTargetArn) && !/^arn:aws[\w-]*:sqs:/.test(String(deadLetterTargetArn)),
      "RedrivePolicy.deadLetterTargetArn has to be the ARN of a queue.",
    ),
    ...when(
      !isIntrinsic(maxReceiveCount) && !(isCount && Number(maxReceiveCount) <= mostReceives),
      `RedrivePolicy.maxReceiveCount has to be a whole number from 1 to ${mostReceives}.`,
    ),
  ];
}

function findInAllowPolicy({ redrivePermission, sourceQueueArns, ...rest }: Fields): string[] {
  if (isIntrinsic(redrivePermission)) return [];
  return [
    ...unknownOf("RedriveAllowPolicy", rest),
    ...when(
      !["allowAll", "denyAll", "byQueue"].includes(String(redrivePermission)),
      "RedriveAllowPolicy.redrivePermission has to be one of allowAll, denyAll, byQueue.",
    ),
    ...when(
      (redrivePermission === "byQueue") !== (sourceQueueArns !== undefined),
      "RedriveAllowPolicy has sourceQueueArns if its redrivePermission is byQueue, and only then.",
    ),
    ...when(
      Array.isArray(sourceQueueArns) && (sourceQueueArns.length === 0 || sourceQueueArns.length > mostSources),
      `RedriveAllowPolicy.sourceQueueArns has to be a list of 1 to ${mostSources}.`,
    ),
  ];
}

const unknownOf = (name: string, rest: Fields): string[] =>
  Object.keys(rest).map((member) => `${name}.${member} is unknown.`);

/** What Lambda refuses of the properties of an event source mapping beside each other, a sentence each. */
export function findInMapping({ BatchSize, MaximumBatchingWindowInSeconds }: Fields): string[] {
  return when(
    Number(BatchSize) > mostWithoutWindow &&
      !isIntrinsic(MaximumBatchingWindowInSeconds) &&
      !(Number(MaximumBatchingWindowInSeconds ?? 0) >= 1),
    `MaximumBatchingWindowInSeconds has to be at least 1 where BatchSize is more than ${mostWithoutWindow}.`,
  );
}
