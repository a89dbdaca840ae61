import type { Clock } from "@cliq-actions/cliq/clock";
import { request } from "undici";

const pausesMs = [500, 2_000, 5_000, 10_000];

/**
 * Puts the answer to the pre-signed URL, trying again when that fails. Throws after the last attempt, so that Lambda
 * delivers the event once more; an answer that storage refuses (an expired URL) is not tried again.
 */
export async function answerCloudFormation(responseUrl: string, answer: string, clock: Clock): Promise<"taken" | "refused"> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await put(responseUrl, answer);
    if (outcome !== "failed") return outcome;
    const pauseMs = pausesMs[attempt];
    if (pauseMs === undefined) throw new Error("CloudFormation could not be told the outcome: its response URL does not answer");
    await clock.sleep(pauseMs);
  }
}

async function put(responseUrl: string, answer: string): Promise<"taken" | "refused" | "failed"> {
  try {
    const { statusCode, body } = await request(responseUrl, {
      method: "PUT",
      // The URL is signed for an empty content type: any other one is refused.
      headers: { "content-type": "" },
      body: answer,
      signal: AbortSignal.timeout(10_000),
    });
    await body.dump();
    if (statusCode >= 200 && statusCode < 300) return "taken";
    return statusCode >= 400 && statusCode < 500 && statusCode !== 429 ? "refused" : "failed";
  } catch {
    // The error may hold the URL, which is a secret.
    return "failed";
  }
}
