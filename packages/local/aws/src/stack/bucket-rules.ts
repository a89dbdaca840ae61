import { isIntrinsic } from "./check-schema.ts";

type Fields = Record<string, unknown>;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
const when = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : []);

/** What S3 refuses of the properties of a bucket beside each other, a sentence each. */
export function findInBucket(bucket: Fields): string[] {
  const { AccessControl = "Private", OwnershipControls, BucketEncryption, LifecycleConfiguration } = bucket;
  const { Status } = (bucket["VersioningConfiguration"] ?? {}) as Fields;
  const rules = listOf((LifecycleConfiguration as Fields | undefined)?.["Rules"]).filter((rule) => !isIntrinsic(rule));
  const ids = rules.flatMap(({ Id }) => (typeof Id === "string" ? [Id] : []));
  return [
    ...when(
      OwnershipControls === undefined &&
        typeof AccessControl === "string" &&
        !/^(?:Private|BucketOwnerFullControl)$/.test(AccessControl),
      `AccessControl ${String(AccessControl)} needs OwnershipControls that let access lists count.`,
    ),
    ...listOf((BucketEncryption as Fields | undefined)?.["ServerSideEncryptionConfiguration"]).flatMap((rule) => {
      const { SSEAlgorithm, KMSMasterKeyID } = (rule["ServerSideEncryptionByDefault"] ?? {}) as Fields;
      return when(
        KMSMasterKeyID !== undefined && SSEAlgorithm === "AES256",
        "KMSMasterKeyID needs the SSEAlgorithm aws:kms.",
      );
    }),
    ...when(
      String(bucket["ObjectLockEnabled"]) === "true" && Status === "Suspended",
      "the versioning of a bucket with ObjectLockEnabled cannot be Suspended.",
    ),
    ...when(new Set(ids).size < ids.length, "two lifecycle rules have one Id."),
    ...rules.flatMap(findInLifecycleRule),
  ];
}

const actions = [
  "AbortIncompleteMultipartUpload",
  "ExpirationDate",
  "ExpirationInDays",
  "ExpiredObjectDeleteMarker",
  "NoncurrentVersionExpiration",
  "NoncurrentVersionExpirationInDays",
  "NoncurrentVersionTransition",
  "NoncurrentVersionTransitions",
  "Transition",
  "Transitions",
];
/** An object goes from one to a later one only. */
const classes = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
const leastDaysOf: Record<string, number> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
function findInLifecycleRule(rule: Fields): string[] {
  const current = [rule["Transition"] ?? [], listOf(rule["Transitions"])].flat() as Fields[];
  const noncurrent = [
    rule["NoncurrentVersionTransition"] ?? [],
    listOf(rule["NoncurrentVersionTransitions"]),
  ].flat() as Fields[];
  const { NoncurrentDays = rule["NoncurrentVersionExpirationInDays"] } = (rule["NoncurrentVersionExpiration"] ??
    {}) as Fields;
  const has = (name: string): boolean => rule[name] !== undefined;
  const isMarker = String(rule["ExpiredObjectDeleteMarker"]) === "true";
  const hasDate = has("ExpirationDate") || current.some((one) => one["TransitionDate"] !== undefined);
  const hasDays = has("ExpirationInDays") || current.some((one) => one["TransitionInDays"] !== undefined);
  return [
    ...when(!actions.some(has), "a lifecycle rule has no action."),
    ...when(
      has("ExpirationInDays") && has("ExpirationDate"),
      "a lifecycle rule has either ExpirationInDays or ExpirationDate.",
    ),
    ...when(hasDate && hasDays, "a lifecycle rule has dates or days, and not both."),
    ...when(
      isMarker && (has("ExpirationInDays") || has("ExpirationDate") || has("TagFilters")),
      "a lifecycle rule with ExpiredObjectDeleteMarker has no other expiration and no TagFilters.",
    ),
    ...when(
      has("AbortIncompleteMultipartUpload") && has("TagFilters"),
      "a lifecycle rule with AbortIncompleteMultipartUpload has no TagFilters.",
    ),
    ...when(
      Number(rule["ObjectSizeLessThan"]) <= Number(rule["ObjectSizeGreaterThan"]),
      "ObjectSizeLessThan of a lifecycle rule has to be more than its ObjectSizeGreaterThan.",
    ),
    ...current.flatMap((one) =>
      when(
        !isIntrinsic(one) && (one["TransitionInDays"] === undefined) === (one["TransitionDate"] === undefined),
        "a Transition of a lifecycle rule has either TransitionInDays or TransitionDate.",
      ),
    ),
    ...findInTransitions(current, "Transition", Number(rule["ExpirationInDays"])),
    ...findInTransitions(noncurrent, "NoncurrentVersionTransition", Number(NoncurrentDays)),
  ];
}

function findInTransitions(transitions: Fields[], name: string, expirationDays: number): string[] {
  const steps = transitions
    .map(({ StorageClass, TransitionInDays }) => ({
      storageClass: String(StorageClass).toUpperCase(),
      days: Number(TransitionInDays),
    }))
    .toSorted((one, other) => classes.indexOf(one.storageClass) - classes.indexOf(other.storageClass));
  return steps.flatMap(({ storageClass, days }, index) => {
    const before = steps[index - 1];
    const least = leastDaysOf[storageClass] ?? 0;
    return [
      ...when(days < least, `a ${name} to ${storageClass} has to be after at least ${least} days.`),
      ...when(before?.storageClass === storageClass, `a lifecycle rule has two of ${name} to ${storageClass}.`),
      ...when(
        before !== undefined && before.storageClass !== storageClass && days <= before.days,
        `a ${name} to ${storageClass} has to be later than that to ${before?.storageClass}.`,
      ),
      ...when(expirationDays <= days, `the expiration of a lifecycle rule has to be later than its ${name}.`),
    ];
  });
}
