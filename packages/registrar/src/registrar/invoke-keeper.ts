import { type AskKeeper, KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { redact } from "@cliq-actions/cliq/redact";
import * as z from "zod";
import { isDeniedName } from "../retry-policy.ts";

/** Whether waiting for a token is in vain: a person has to authorise, to put what is missing, or to grant. All else passes. */
export function isFinal(code: string): boolean {
  return code === "token_refused" || code === "misconfigured" || isDeniedName(code);
}

const errorSchema = z.object({ errorType: z.string().catch("Error"), errorMessage: z.string().catch("no message") });

/** Asks the token keeper Lambda for a good token. Throws {@link KeeperFailed}. */
export function invokeKeeper(client: LambdaClient, functionName: string): AskKeeper {
  return async (request) => void (await callKeeper(client, functionName, request));
}

/**
 * Invokes the token keeper Lambda, waits for it, and gives its answer. Throws {@link KeeperFailed}.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function callKeeper(client: LambdaClient, functionName: string, request: object): Promise<unknown> {
  const answer = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }));
  if (answer.FunctionError === undefined)
    return JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8") || "null");
  const { errorType, errorMessage } = parseError(answer.Payload);
  throw new KeeperFailed(errorType, `No access token. ${redact(errorMessage)}`);
}

function parseError(payload: Uint8Array | undefined): z.output<typeof errorSchema> {
  try {
    return errorSchema.parse(JSON.parse(Buffer.from(payload ?? []).toString("utf8")));
  } catch {
    return { errorType: "Error", errorMessage: "The token keeper failed without saying why." };
  }
}
