import { isIntrinsic } from "./check-schema.ts";

type Fields = Record<string, unknown>;
const when = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : []);
const mostSources = 10;
/** Beyond this a batch has to be gathered. */
const mostWithoutWindow = 10;

/** What SQS refuses of the properties of a queue beside each other, a sentence each. */
export function findInQueue({ SqsManagedSseEnabled, KmsMasterKeyId, RedriveAllowPolicy }: Fields): string[] {
  const isKnown =
    typeof RedriveAllowPolicy === "object" && RedriveAllowPolicy !== null && !isIntrinsic(RedriveAllowPolicy);
  return [
    ...when(
      String(SqsManagedSseEnabled) === "true" && KmsMasterKeyId !== undefined,
      "KmsMasterKeyId and SqsManagedSseEnabled cannot both be set.",
    ),
    ...(isKnown ? findInAllowPolicy(RedriveAllowPolicy as Fields) : []),
  ];
}

function findInAllowPolicy({ redrivePermission, sourceQueueArns, ...rest }: Fields): string[] {
  const isByQueue = redrivePermission === "byQueue";
  return [
    ...Object.keys(rest).map((name) => `RedriveAllowPolicy.${name} is unknown.`),
    ...when(
      !isIntrinsic(redrivePermission) && !["allowAll", "denyAll", "byQueue"].includes(String(redrivePermission)),
      "RedriveAllowPolicy.redrivePermission has to be one of allowAll, denyAll, byQueue.",
    ),
    ...when(
      isByQueue !== (sourceQueueArns !== undefined),
      "RedriveAllowPolicy has sourceQueueArns if its redrivePermission is byQueue, and only then.",
    ),
    ...when(
      Array.isArray(sourceQueueArns) && (sourceQueueArns.length === 0 || sourceQueueArns.length > mostSources),
      `RedriveAllowPolicy.sourceQueueArns has to be a list of 1 to ${mostSources}.`,
    ),
  ];
}

/** What Lambda refuses of the properties of an event source mapping beside each other, a sentence each. */
export function findInMapping({ BatchSize, MaximumBatchingWindowInSeconds }: Fields): string[] {
  return when(
    Number(BatchSize) > mostWithoutWindow &&
      !isIntrinsic(MaximumBatchingWindowInSeconds) &&
      !(Number(MaximumBatchingWindowInSeconds ?? 0) >= 1),
    `MaximumBatchingWindowInSeconds has to be at least 1 where BatchSize is more than ${mostWithoutWindow}.`,
  );
}
