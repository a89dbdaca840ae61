import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import * as z from "zod";
import type { AskKeeper } from "./kept-access-tokens.ts";

/** The token keeper could not store a good token; the message is its own and says what to do. */
export class KeeperFailed extends ActionsError {
  readonly code = "token_keeper_failed";
  /** The name of the keeper's error: one of our codes, or AWS's word. */
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

const errorSchema = z.object({ errorType: z.string().catch("Error"), errorMessage: z.string().catch("no message") });

/**
 * Invokes the token keeper Lambda and waits for it. Throws {@link KeeperFailed}.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeKeeper(client: LambdaClient, functionName: string): AskKeeper {
  return async (request) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }),
    );
    if (answer.FunctionError === undefined) return;
    const { errorType, errorMessage } = parseError(answer.Payload);
    throw new KeeperFailed(errorType, `No access token. ${redact(errorMessage)}`);
  };
}

function parseError(payload: Uint8Array | undefined): z.output<typeof errorSchema> {
  try {
    return errorSchema.parse(JSON.parse(Buffer.from(payload ?? []).toString("utf8")));
  } catch {
    return { errorType: "Error", errorMessage: "The token keeper failed without saying why." };
  }
}
