import { parsePolicy } from "../../iam/parse-policy.ts";
import { ServiceError } from "../../service-error.ts";
import { findQueueByArn, type Queues, type QueueSettings } from "./queue.ts";
import { parseRedriveAllowPolicy, parseRedrivePolicy, takesDeadLettersOf } from "./redrive-policy.ts";

const whole =
  (from: number, to: number) =>
  (value: string): boolean =>
    /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to;

/** What each setting may be. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const allowed: Record<string, (value: string) => boolean> = {
  DelaySeconds: whole(0, 900),
  KmsDataKeyReusePeriodSeconds: whole(60, 86_400),
  KmsMasterKeyId: (value) => value.length <= 2_048,
  MaximumMessageSize: whole(1_024, 1_048_576),
  MessageRetentionPeriod: whole(60, 1_209_600),
  Policy: isPolicy,
  ReceiveMessageWaitTimeSeconds: whole(0, 20),
  RedriveAllowPolicy: (value) => value === "" || parseRedriveAllowPolicy(value) !== undefined,
  RedrivePolicy: (value) => value === "" || parseRedrivePolicy(value) !== undefined,
  SqsManagedSseEnabled: (value) => value === "true" || value === "false",
  VisibilityTimeout: whole(0, 43_200),
};
const ofFifo = ["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

/** Refuses settings that SQS would not take for the queue of that ARN. */
export function checkSettings(queues: Queues, arn: string, settings: QueueSettings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (ofFifo.includes(name))
      throw new ServiceError(
        "InvalidAttributeName",
        `Unknown Attribute ${name}. Local AWS has standard queues only, and no FIFO queues.`,
      );
    if (!Object.hasOwn(allowed, name)) throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    if (!allowed[name]!(value))
      throw new ServiceError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
  }
  checkDeadLetterTarget(queues, arn, settings["RedrivePolicy"] ?? "");
  if (settings["SqsManagedSseEnabled"] === "true" && settings["KmsMasterKeyId"])
    throw new ServiceError(
      "InvalidAttributeValue",
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
}

function checkDeadLetterTarget(queues: Queues, arn: string, policy: string): void {
  const wanted = parseRedrivePolicy(policy)?.deadLetterTargetArn;
  if (wanted === undefined) return;
  const target = findQueueByArn(queues, wanted);
  const refuse = (reason: string): never => {
    throw new ServiceError(
      "InvalidParameterValue",
      `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  };
  if (!target) return refuse("Dead letter target does not exist.");
  if (!takesDeadLettersOf(target, arn))
    refuse(
      `The RedriveAllowPolicy of the queue ${target.name} does not permit it to be a dead-letter queue of ${arn}.`,
    );
}

function isPolicy(value: string): boolean {
  if (value === "") return true;
  try {
    return parsePolicy(JSON.parse(value), "The policy").length > 0;
  } catch {
    return false;
  }
}
