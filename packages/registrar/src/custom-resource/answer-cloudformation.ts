import type { Clock } from "@cliq-actions/cliq/clock";
import type { PutAnswer } from "./put-answer.ts";

const pausesMs = [500, 2_000, 5_000, 10_000];

/**
 * Puts the answer to the pre-signed URL, trying again when that fails. Throws after the last attempt, so that Lambda
 * delivers the event once more; an answer that storage refuses (an expired URL) is not tried again.
 */
export async function answerCloudFormation(
  responseUrl: string,
  answer: string,
  clock: Clock,
  put: PutAnswer,
): Promise<"taken" | "refused"> {
  for (let attempt = 0; ; attempt += 1) {
    const status = await put(responseUrl, answer);
    if (status !== undefined && status >= 200 && status < 300) return "taken";
    if (status !== undefined && status >= 400 && status < 500 && status !== 429) return "refused";
    const pauseMs = pausesMs[attempt];
    if (pauseMs === undefined)
      throw new Error("CloudFormation could not be told the outcome: its response URL does not answer");
    await clock.sleep(pauseMs);
  }
}
