import type { TemplateResource } from "../template/template.ts";
import { functionResources } from "./function-resources.ts";

/** Long enough for any machine; a test turns the clock on. */
const visibilitySeconds = 600;
const arnOf = (logicalId: string): object => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** The queue `Jobs` with the dead-letter queue `Dead`, and the function `Worker` with its code inline that gets its messages by the mapping `Source`; `mapping`, `queue` and `worker` are properties beside the usual ones. */
export function queueResources(
  code: string,
  {
    mapping = {},
    dead = {},
    queue = {},
    worker = {},
    maxReceiveCount = 3,
  }: Partial<Record<"dead" | "mapping" | "queue" | "worker", object>> & { maxReceiveCount?: number } = {},
): Record<string, TemplateResource> {
  const Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
  return {
    Dead: { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1_209_600, ...dead } },
    Jobs: {
      Type: "AWS::SQS::Queue",
      Properties: {
        VisibilityTimeout: visibilitySeconds,
        RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount },
        ...queue,
      },
    },
    ...functionResources("Worker", code, {
      statements: [{ Effect: "Allow", Action, Resource: arnOf("Jobs") }],
      ...worker,
    }),
    Source: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: arnOf("Jobs"),
        FunctionName: { Ref: "Worker" },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ...mapping,
      },
    },
  };
}
