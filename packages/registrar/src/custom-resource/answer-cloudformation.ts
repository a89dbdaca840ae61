import type { Clock } from "@cliq-actions/cliq/clock";
import type { PutAnswer } from "./put-answer.ts";

const firstPauseMs = 500;
const longestPauseMs = 20_000;
/** The URL has ended, or CloudFormation has withdrawn it: nobody waits any more. */
const isOver = (status: number | undefined): boolean => status === 403 || status === 404;

/**
 * Puts the answer to the pre-signed URL, again and again until it is taken: whatever else storage says passes, and a lost
 * answer leaves the stack waiting for an hour. "refused" where nobody waits any more, "unreachable" when `until` came first.
 */
export async function answerCloudFormation(
  responseUrl: string,
  answer: string,
  { clock, put, until }: { readonly clock: Clock; readonly put: PutAnswer; readonly until: number },
): Promise<"taken" | "refused" | "unreachable"> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const status = await put(responseUrl, answer);
    if (status !== undefined && status >= 200 && status < 300) return "taken";
    if (isOver(status)) return "refused";
    if (clock.now() + pauseMs >= until) return "unreachable";
    await clock.sleep(pauseMs);
  }
}
