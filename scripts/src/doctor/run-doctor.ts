import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { explainError } from "../stage/end-with-failure.ts";
import { connectDoctorAws } from "./doctor-aws.ts";
import type { DoctorOptions } from "./doctor-command.ts";
import { examineStage } from "./examine-stage.ts";
import { startExamination } from "./examination.ts";
import { printFinding, summarise } from "./print-finding.ts";

/** Runs the command with this process's environment, network and AWS credentials; exit code 1 when a check failed. */
export async function runDoctor({ stage, region, json = false }: DoctorOptions): Promise<void> {
  const examination = startExamination(
    (finding) => {
      const line = `${printFinding(finding)}\n`;
      // With a document on stdout, the lines are progress.
      if (json) process.stderr.write(line);
      else process.stdout.write(line);
    },
    (error) => explainError(error, { stage, verb: "doctor", needed }),
  );
  await examineStage(stage, examination, {
    connectAws: (configured) => connectDoctorAws(region ?? configured),
    send: httpsSender(),
  });
  const { findings } = examination;
  const ok = findings.every(({ verdict }) => verdict !== "fail");
  process.stdout.write(json ? `${JSON.stringify({ ok, stage, checks: findings })}\n` : `\n${summarise(findings)}\n`);
  if (!ok) process.exitCode = 1;
}

const needed =
  "ssm:GetParameter(s) on /<product>/<stage>/* and /cdk-bootstrap/*, kms:Decrypt, cloudformation:DescribeStacks and " +
  "ListStackResources, dynamodb:GetItem and PutItem, lambda:InvokeFunction and GetFunctionConfiguration, cloudwatch:DescribeAlarms and " +
  "sns:ListSubscriptionsByTopic; where actions have connections, ssm:GetParametersByPath and iam:SimulatePrincipalPolicy; where they have background work, " +
  "lambda:GetEventSourceMapping";
