import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SSMClient } from "@aws-sdk/client-ssm";

/** The AWS services a verb looks at, with the credentials of the command line. */
export interface StageAws {
  readonly cloudFormation: CloudFormationClient;
  readonly dynamo: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly ssm: SSMClient;
}

/** Clients for a region; without one, the SDK finds it where it always does. Endpoints as `AWS_ENDPOINT_URL` says. */
export function connectAws(region: string | undefined): StageAws {
  const settings = region === undefined ? {} : { region };
  return {
    cloudFormation: new CloudFormationClient(settings),
    dynamo: new DynamoDBClient(settings),
    lambda: new LambdaClient(settings),
    ssm: new SSMClient(settings),
  };
}
