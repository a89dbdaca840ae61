import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says. */
export interface RotateOptions {
  readonly stage: string;
  readonly retire?: boolean;
  /** False with --no-deploy. */
  readonly deploy: boolean;
  /** Deploy without asking; the CDK does not ask either. */
  readonly yes?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq rotate`: gives every action of a stage a new URL, one version further than the one that is deployed. */
export function rotateCommand(): Command {
  return new Command("rotate")
    .description(
      "Give every action a new URL: raise credentialVersion of the stage in infra/stages.ts by one, and deploy.",
    )
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--retire", "end the URLs from before the last rotation, by one more version and deployment")
    .option("--no-deploy", "only change the file, and print how to deploy")
    .option("--yes", "deploy without a question, the CDK's own included; needed off a terminal")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: RotateOptions) => {
      const { runRotate } = await import("./run-rotate.ts");
      await runRotate(options);
    });
}

const notes = `
Functions accept the URLs of the version before, their own and the next. So a deployment may raise the version by one
only: while it runs, and if it rolls back, whatever URL Cliq holds is accepted. After a rotation the old URLs still
work; --retire moves on by one more version, which leaves them behind. Run it when the rotation has proved itself, or at
once when a URL has leaked. A rotation that was written but not deployed is deployed by the next rotate.

The deployment is the repository's own: pnpm cdk deploy -c stage=<name>, with its AWS credentials and its question
before permissions change, which --yes answers (--require-approval never). Off a terminal nothing is written without
--yes. However it ends, rotate then looks: which version is in infra/stages.ts, which ones the deployed functions
accept, and of which the URLs in Cliq are, as far as Cliq shows them. That costs one list of Cliq's limits.

AWS credentials need, besides, lambda:GetFunctionConfiguration on the actions' functions, ssm:GetParameter on
/<product>/<stage>/oauth/access-token, dynamodb:GetItem and PutItem on the table, and lambda:InvokeFunction on the token keeper.`;
