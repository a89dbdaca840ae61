import { appendFile } from "node:fs/promises";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { connectStage } from "../stage/connect-stage.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import type { PlanOptions } from "./plan-command.ts";
import { planStage } from "./plan-stage.ts";
import { printPlan } from "./print-plan.ts";
import { readTemplate } from "./read-template.ts";
import { exitCodeOf } from "./stage-plan.ts";
import { withSynthesis } from "./synthesise-stage.ts";
import { toMarkdown } from "./to-markdown.ts";

const needed =
  "cloudformation:DescribeStacks and ListStackResources, dynamodb:GetItem and PutItem on the ledger's table, " +
  "ssm:GetParameter on the stage's parameters, and lambda:InvokeFunction on the token keeper";

/** Runs the command with this process's environment, network and AWS credentials; sets the exit code. */
export async function runPlan({ stage: name, template, region, json = false }: PlanOptions): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const stage = chooseOperatedStage(name);
    if (template === undefined) say(`Synthesising stage ${name}…`);
    const reading =
      template === undefined
        ? withSynthesis(name, async (folder) => readTemplate(folder, stage))
        : readTemplate(template, stage);
    const [wanted, connection] = await Promise.all([reading, connectStage(stage, { region, say })]);
    const plan = await planStage(connection, wanted);
    process.stdout.write(`${json ? JSON.stringify({ ok: exitCodeOf(plan) !== 1, ...plan }) : printPlan(plan)}\n`);
    const { GITHUB_STEP_SUMMARY: summary } = process.env;
    if (summary) await appendFile(summary, toMarkdown(plan));
    process.exitCode = exitCodeOf(plan);
  } catch (error) {
    endWithFailure(error, { stage: name, verb: "plan", json, needed });
  }
}
