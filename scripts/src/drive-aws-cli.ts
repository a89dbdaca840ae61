import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { startLocalStage } from "./testing/local-stage.ts";
import { prefixOf, stackName } from "./testing/names.ts";
import { synthesiseLocal } from "./testing/synthesise-local.ts";

const run = promisify(execFile);
const largeBytes = 12 * 1024 * 1024;
const parameterCount = 60;

/** A template as people write one. */
const wordsTemplate = `
Parameters:
  Word: { Type: String, Default: first }
Resources:
  One:
    Type: AWS::SSM::Parameter
    Properties: { Name: /word, Type: String, Value: !Ref Word }
  Queue:
    Type: AWS::SQS::Queue
    Properties: { QueueName: words }
Outputs:
  Name: { Value: !Sub "\${One}" }
`;

/** What the AWS CLI does with a deployed local stage, one command line after the other; each has to print what it is paired with. */
function commandsFor({
  folder,
  bucket,
  logGroup,
  endpoint,
}: Record<"folder" | "bucket" | "logGroup" | "endpoint", string>): readonly (readonly [
  command: string,
  prints: RegExp,
])[] {
  const files = `s3://${bucket}/files`;
  const prefix = prefixOf("local");
  const words = "--stack-name words";
  const deployWords = `cloudformation deploy --template-file ${folder}/words.yaml ${words}`;
  // Version 1 of the CLI takes no endpoint for SQS from the environment.
  const sqs = `--endpoint-url ${endpoint} sqs`;
  const queue = `--queue-url ${endpoint}/000000000000/words`;
  const oneWord = "ssm get-parameter --name /word --query Parameter.Value";
  return [
    ["sts get-caller-identity", /"Account": "000000000000"/],
    ["s3 ls", new RegExp(bucket)],
    [`s3 cp ${folder}/up/small.txt ${files}/one.txt`, /upload: /],
    [`s3 sync ${folder}/up ${files}`, /upload: .*large\.bin/],
    [`s3 sync ${folder}/up ${files} --size-only`, /^$/],
    [`s3 ls s3://${bucket}/`, /PRE files\//],
    [`s3 ls ${files}/ --recursive --summarize`, /files\/a b\/c&d\.txt[^]*Total Objects: 4/],
    [`s3api list-objects-v2 --bucket ${bucket} --page-size 1 --query length(Contents)`, /^4$/m],
    [`s3 sync ${folder}/less ${files} --delete`, /^delete: .*small\.txt$/m],
    [`s3 cp ${files}/large.bin ${folder}/down.bin`, /download: /],
    ["s3 mb s3://another-bucket", /\(NotImplemented\).*CreateBucket/],
    [`s3 rm ${files} --recursive`, /delete: .*large\.bin/],
    [`s3api get-object --bucket ${bucket} --key none ${folder}/none`, /\(NoSuchKey\)/],
    [`ssm get-parameters-by-path --path /many --query length(Parameters)`, new RegExp(`^${parameterCount}$`, "m")],
    [
      `ssm describe-parameters --query length(Parameters[?starts_with(Name,'/many')])`,
      new RegExp(`^${parameterCount}$`, "m"),
    ],
    [`ssm get-parameter --name ${prefix}/oauth/client --with-decryption`, /"Type": "SecureString"/],
    ["ssm get-parameter --name /none", /\(ParameterNotFound\)/],
    // What is not served is refused, and never taken for something simpler.
    [`s3api delete-object-tagging --bucket ${bucket} --key none`, /\(NotImplemented\).*tagging/],
    ["ssm put-parameter --name /tier --value x --type String --tier Huge", /\(ValidationException\).*Tier/],
    ["cloudwatch describe-alarms --parents-of-alarm-name none", /ParentsOfAlarmName/],
    ["lambda get-function-configuration --function-name none", /\(ResourceNotFoundException\)/],
    ["cloudformation list-stacks --query length(StackSummaries)", /^\d+$/m],
    ["dynamodb list-tables", /"TableNames"/],
    [`cloudformation describe-stacks --stack-name ${stackName}`, /"StackStatus": "CREATE_COMPLETE"/],
    [`cloudformation list-stack-resources --stack-name ${stackName}`, /Custom::CliqMessageActions/],
    // More than a page of them, so the CLI asks twice.
    [`cloudformation describe-stack-events --stack-name ${stackName} --query length(StackEvents)>\`100\``, /^true$/m],
    ["cloudformation describe-stacks --stack-name none", /\(ValidationError\)/],
    ["cloudformation describe-stack-resources --stack-name none", /\(InvalidAction\).*ListStackResources/],
    // A stack of its own, by the command that a pipeline uses.
    [deployWords, /Successfully created\/updated stack - words/],
    [oneWord, /"first"/],
    [`${sqs} list-queues`, /\/000000000000\/words"/],
    [`${sqs} send-message ${queue} --message-body hello`, /"MD5OfMessageBody": "5d41402abc4b2a76b9719d911017c592"/],
    [`${sqs} receive-message ${queue} --attribute-names All`, /"Body": "hello"[^]*"ApproximateReceiveCount": "1"/],
    [`${sqs} receive-message ${queue} --wait-time-seconds 1`, /^$/],
    [`${sqs} get-queue-attributes ${queue} --attribute-names All`, /"ApproximateNumberOfMessagesNotVisible": "1"/],
    [`${sqs} delete-message ${queue} --receipt-handle none`, /\(ReceiptHandleIsInvalid\)/],
    [`${sqs} get-queue-url --queue-name none`, /\(AWS\.SimpleQueueService\.NonExistentQueue\)/],
    [`${sqs} create-queue --queue-name another`, /\(InvalidAction\).*SendMessage/],
    [`${deployWords} --no-fail-on-empty-changeset`, /No changes to deploy/],
    [deployWords, /No changes to deploy/],
    [`${deployWords} --parameter-overrides Word=second`, /Successfully created\/updated stack - words/],
    [oneWord, /"second"/],
    // A parameter that is not given again keeps its value.
    [`${deployWords} --no-fail-on-empty-changeset`, /No changes to deploy/],
    [`cloudformation get-template-summary ${words} --query Parameters[].ParameterKey`, /"Word"/],
    [`cloudformation wait stack-update-complete ${words}`, /^$/],
    ["cloudformation list-stacks --stack-status-filter UPDATE_COMPLETE", /"StackName": "words"/],
    [`cloudformation delete-stack ${words}`, /^$/],
    [`cloudformation wait stack-delete-complete ${words}`, /^$/],
    [`cloudformation describe-stacks ${words}`, /\(ValidationError\)/],
    ["cloudformation list-stacks --stack-status-filter DELETE_COMPLETE", /"StackName": "words"/],
    [`logs filter-log-events --log-group-name ${logGroup} --query length(events)`, /^[1-9]\d*$/m],
    [`logs filter-log-events --log-group-name ${logGroup} --log-stream-names none`, /\(ResourceNotFoundException\)/],
    ["logs filter-log-events --log-group-name none", /\(ResourceNotFoundException\)/],
    ["logs describe-log-groups", /\(UnknownOperationException\).*FilterLogEvents/],
    ["cloudwatch describe-alarms --query length(MetricAlarms)", /^\d+$/m],
    ["ec2 describe-instances", /\(ServiceNotRunLocally\)/],
  ];
}

if (spawnSync("aws", ["--version"]).status !== 0) {
  process.stdout.write("The AWS CLI is not installed here, so nothing was tried (Debian: apt-get install awscli).\n");
} else {
  const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
  mkdirSync(join(folder, "up/a b"), { recursive: true });
  const large = Buffer.alloc(largeBytes, "0123456789");
  for (const [name, content] of [
    ["small.txt", "small"],
    ["a b/c&d.txt", "odd"],
    ["large.bin", large],
  ] as const)
    writeFileSync(join(folder, "up", name), content);
  // What is in both folders is one size, and no younger than its copy.
  mkdirSync(join(folder, "less/a b"), { recursive: true });
  for (const name of ["a b/c&d.txt", "large.bin"]) copyFileSync(join(folder, "up", name), join(folder, "less", name));
  writeFileSync(join(folder, "words.yaml"), wordsTemplate);
  const stage = await startLocalStage();
  const synthesised = await synthesiseLocal({}, ["keep-row", "store-file"]);
  try {
    const { resources } = await stage.deploy(synthesised.folder);
    const put = async (index: number): Promise<unknown> =>
      stage.ssm.send(new PutParameterCommand({ Name: `/many/${index}`, Value: "1", Type: "String" }));
    await Promise.all(Array.from({ length: parameterCount }, async (_, index) => put(index)));
    const nameOf = (wanted: string, within = ""): string =>
      resources.find(({ type, path }) => type === wanted && path.includes(within))?.physicalId ?? "";
    const bucket = nameOf("AWS::S3::Bucket");
    // The registrar has run, and written.
    const logGroup = nameOf("AWS::Logs::LogGroup", "Registrar");
    const env = { ...stage.environment, AWS_DEFAULT_REGION: "us-east-1", HOME: folder };
    for (const [command, prints] of commandsFor({
      folder,
      bucket,
      logGroup,
      endpoint: stage.environment["AWS_ENDPOINT_URL"] ?? "",
    })) {
      // It names a change set by the second.
      if (command.includes("cloudformation deploy")) await sleep(1_000);
      const args = command.match(/\S*(?:a b\/)\S*|\S+/g) ?? [];
      const printed = await run("aws", args, { env }).then(
        ({ stdout }) => stdout.replaceAll(/Completed [^\r]*\r/g, ""),
        (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ""}${error.stderr ?? ""}`,
      );
      const isOk = prints.test(printed.trim());
      process.stdout.write(`${isOk ? "ok    " : "FAILED"} aws ${command}\n${isOk ? "" : printed}`);
      if (!isOk) process.exitCode = 1;
    }
    const isWhole = readFileSync(join(folder, "down.bin")).equals(large);
    process.stdout.write(`${isWhole ? "ok    " : "FAILED"} what was uploaded in parts came back whole\n`);
    if (!isWhole) process.exitCode = 1;
  } finally {
    await stage.stop();
    synthesised.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
