import type { HttpAnswer } from "@cliq-actions/cliq/http/http-call";
import type { ReadFailure } from "./aws-api/judge-answer.ts";
import { type AwsSettings, type CallLimits, openAws } from "./aws-api/open-aws.ts";
import { AwsFailure } from "./aws-failure.ts";

/** A service that speaks AWS's JSON protocol, as its model names it (https://github.com/aws/api-models-aws). */
export interface JsonService {
  /** In its host's name and in signatures, such as `states`. */
  readonly host: string;
  /** In `AWS_ENDPOINT_URL_…`, such as `SFN`. */
  readonly id: string;
  /** Before the operation's name in `x-amz-target`, such as `AWSStepFunctions`. */
  readonly target: string;
  readonly version: "1.0" | "1.1";
}

const known = {
  dynamodb: { host: "dynamodb", id: "DynamoDB", target: "DynamoDB_20120810", version: "1.0" },
  sqs: { host: "sqs", id: "SQS", target: "AmazonSQS", version: "1.0" },
  ssm: { host: "ssm", id: "SSM", target: "AmazonSSM", version: "1.1" },
} satisfies Record<string, JsonService>;

/** A client of one service. */
export interface AwsService {
  /**
   * Calls an operation with the input of its page in AWS's API reference, and gives its output as it came. Repeats what
   * fails in passing, so name the click in what must not happen twice. Rejects with {@link AwsFailure}.
   */
  call(operation: string, input: object, limits?: CallLimits): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * A client for the webhook's path: no SDK, signed by AWS's own signer, with limits that end before the click does. Make
 * it in the factory of `serveMessageAction`: it throws `NotConfigured` when the environment lacks something.
 */
export function awsService(service: keyof typeof known | JsonService, settings: AwsSettings = {}): AwsService {
  const { host, id, target, version } = typeof service === "string" ? known[service] : service;
  const send = openAws({ host, id }, settings);
  return {
    call: async (operation, input, limits) => {
      const headers = {
        "content-type": `application/x-amz-json-${version}`,
        "x-amz-target": `${target}.${operation}`,
      };
      const answer = await send(
        { method: "POST", path: "/", headers, body: JSON.stringify(input) },
        readFailure,
        limits,
      );
      const output = parseObject(answer);
      if (output !== undefined) return output;
      throw new AwsFailure("UnknownError", `${host} answered without JSON`, { status: answer.status });
    },
  };
}

/** See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
const readFailure: ReadFailure = (answer) => {
  const output = parseObject(answer) ?? {};
  const named = answer.headers["x-amzn-errortype"] ?? output.__type ?? output.code;
  // "com.amazonaws.dynamodb#ItemIsMissing:http://…": the name stands between.
  const name = typeof named === "string" ? /^(?:[\w.]*#)?([\w.]{1,80})(?:$|[:,])/.exec(named)?.[1] : undefined;
  return { name, message: output.message ?? output.Message, output };
};

function parseObject({ body }: HttpAnswer): Readonly<Record<string, unknown>> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
