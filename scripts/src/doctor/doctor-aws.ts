import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { IAMClient } from "@aws-sdk/client-iam";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectAws, type StageAws } from "../stage/stage-aws.ts";

/** The AWS services that the doctor looks at. */
export interface DoctorAws extends StageAws {
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly iam: IAMClient;
  readonly sqs: SQSClient;
}

/** Clients for a region; without one, the SDK finds it where it always does. */
export function connectDoctorAws(region: string | undefined): DoctorAws {
  const settings = region === undefined ? {} : { region };
  return {
    ...connectAws(region),
    cloudWatch: new CloudWatchClient(settings),
    sns: new SNSClient(settings),
    iam: new IAMClient(settings),
    sqs: new SQSClient(settings),
  };
}
