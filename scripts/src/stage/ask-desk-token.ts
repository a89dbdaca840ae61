import type { LambdaClient } from "@aws-sdk/client-lambda";
import { callKeeper } from "@cliq-actions/registrar/registrar/invoke-keeper";
import * as z from "zod";

const answerSchema = z.object({ scopes: z.array(z.string()).optional().catch(undefined) });

/** Has the token keeper keep Zoho Desk's token, and gives the scopes that Zoho tells of it. Throws `KeeperFailed`. */
export async function askDeskToken(client: LambdaClient, functionName: string): Promise<readonly string[]> {
  return answerSchema.parse(await callKeeper(client, functionName, { grant: "desk" })).scopes ?? [];
}
