import { systemAttributesOf } from "../services/sqs/describe-message.ts";
import { digestAttributes, digestBody } from "../services/sqs/digest-message.ts";
import type { Message } from "../services/sqs/message.ts";

/** The event that a function gets of a batch: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function toSqsEvent(batch: readonly Message[], queueArn: string, region: string): string {
  return JSON.stringify({
    Records: batch.map((message) => ({
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributesOf(message),
      messageAttributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            stringValue: StringValue,
            binaryValue: BinaryValue,
            stringListValues: [],
            binaryListValues: [],
            dataType: DataType,
          },
        ]),
      ),
      md5OfBody: digestBody(message.body),
      md5OfMessageAttributes: digestAttributes(message.attributes),
      eventSource: "aws:sqs",
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  });
}
