import type { Account } from "../account.ts";
import type { Stacks } from "../stack/stacks.ts";
import { cloudFormationService } from "./cloudformation/cloudformation-service.ts";
import { cloudwatchService } from "./cloudwatch/cloudwatch-service.ts";
import { dynamodbService } from "./dynamodb/dynamodb-service.ts";
import { iamService } from "./iam/iam-service.ts";
import type { CodeUrls } from "./lambda/code-urls.ts";
import { lambdaService } from "./lambda/lambda-service.ts";
import { logsService } from "./logs/logs-service.ts";
import { s3Service } from "./s3/s3-service.ts";
import type { Service } from "./service-call.ts";
import { snsService } from "./sns/sns-service.ts";
import { sqsService } from "./sqs/sqs-service.ts";
import { ssmService } from "./ssm/ssm-service.ts";
import { stsService } from "./sts/sts-service.ts";

/** The services of an account, by the name that calls to them are signed for; `environment` is what functions of new stacks get besides their own. */
export function createServices(
  account: Account,
  stacks: Stacks,
  codeUrls: CodeUrls,
  environment: () => Record<string, string>,
): Record<string, Service> {
  return {
    cloudformation: cloudFormationService(account, stacks, environment),
    sts: stsService(account),
    monitoring: cloudwatchService(stacks),
    sns: snsService(account, stacks),
    sqs: sqsService(account),
    ssm: ssmService(account),
    dynamodb: dynamodbService(account),
    s3: s3Service(account),
    iam: iamService(account),
    lambda: lambdaService(account, codeUrls),
    logs: logsService(account),
  };
}
