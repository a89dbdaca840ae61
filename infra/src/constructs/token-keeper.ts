import { Duration, Stack } from "aws-cdk-lib";
import type { Function } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { entryOf } from "../entry-of.ts";
import { parametersOf } from "../parameters-of.ts";
import type { Stage } from "../stages/define-stages.ts";
import { CliqFunction } from "./cliq-function.ts";

/** The only function that can read the OAuth client and refresh token. Others invoke it and read the access token. */
export class TokenKeeper extends Construct {
  readonly handler: Function;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const parameters = parametersOf(Stack.of(this), stage);
    const keeper = new CliqFunction(this, "Keeper", {
      stage,
      description: "Refreshes Zoho's access token and stores it in Parameter Store",
      entry: entryOf("@cliq-actions/registrar/token-keeper/lambda"),
      timeout: Duration.seconds(30),
      environment: { PARAMETER_PREFIX: parameters.prefix, CLIQ_DATA_CENTRE: stage.dataCentre },
    });
    keeper.allow(["ssm:GetParameter"], [parameters.arn("oauth/client"), parameters.arn("oauth/refresh-token")]);
    keeper.allow(["ssm:GetParameter", "ssm:PutParameter"], [parameters.arn("oauth/access-token")]);
    this.handler = keeper.handler;
  }
}
