import { join } from "node:path";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { findStack } from "../stage/deployed-stack.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { connectAws } from "../stage/stage-aws.ts";
import type { ExplainOptions } from "./explain-command.ts";
import { explainReference } from "./explain-reference.ts";
import { printExplanation } from "./print-explanation.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const needed =
  "cloudformation:DescribeStacks and ListStackResources, logs:FilterLogEvents on the stage's log groups, and " +
  "lambda:GetFunction and GetFunctionConfiguration on its functions";

/** Runs the command with this process's AWS credentials; sets the exit code. */
export async function runExplain(reference: string, options: ExplainOptions): Promise<void> {
  const { stage: name, days, region, json = false } = options;
  try {
    const stage = chooseOperatedStage(name);
    const place = region ?? stage.region;
    const { lambda, cloudFormation } = connectAws(place);
    const logs = new CloudWatchLogsClient(place === undefined ? {} : { region: place });
    const stack = await findStack(cloudFormation, stackNameOf(stage));
    if (stack === undefined)
      throw new CannotOperate(`Stage ${name} is not deployed in this account and region, so it has no logs here.`);
    const explanation = await explainReference(reference, days, { logs, lambda, stack, root });
    process.stdout.write(`${json ? JSON.stringify({ ok: true, ...explanation }) : printExplanation(explanation)}\n`);
  } catch (error) {
    endWithFailure(error, { stage: name, verb: `explain ${reference}`, json, needed });
  }
}
