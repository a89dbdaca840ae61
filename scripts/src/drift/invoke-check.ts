import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { DriftAnswer } from "@cliq-actions/registrar/drift/serve-drift";
import * as z from "zod";
import { CannotOperate } from "../stage/cannot-operate.ts";

const errorSchema = z.object({ errorMessage: z.string() });

/** Runs the stage's check and waits for its answer. Throws {@link CannotOperate} with the check's own words. */
export async function invokeCheck(lambda: LambdaClient, functionName: string, heal: boolean): Promise<DriftAnswer> {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ heal }) }),
  );
  const payload: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8"));
  if (answer.FunctionError === undefined) return payload as DriftAnswer;
  const { success, data } = errorSchema.safeParse(payload);
  throw new CannotOperate(success ? data.errorMessage : `The function ${functionName} failed: look into its log.`);
}
