import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { Clock } from "@cliq-actions/cliq/clock";

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

const timeoutMs = 10_000;

/** Puts a document to a pre-signed URL: the status, or undefined when there was no answer. */
export type PutAnswer = (url: string, document: string) => Promise<number | undefined>;

/**
 * Puts a document to a pre-signed URL, with Node's own client: this is all the HTTP some functions need. Returns the
 * status, or undefined when there was no answer; the error is dropped, because it may hold the URL, which is a secret.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export async function putAnswer(url: string, document: string): Promise<number | undefined> {
  const request = url.startsWith("https:") ? requestSecure : requestPlain;
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  try {
    const outgoing = request(url, {
      method: "PUT",
      // The URL is signed for an empty content type: any other one is refused.
      headers: { "content-type": "", "content-length": Buffer.byteLength(document) },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
    });
    outgoing.on("error", () => resolve(undefined));
    outgoing.on("response", (response) => {
      // The status is all that counts; the body is let go.
      response.on("error", () => undefined);
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.end(document);
  } catch {
    resolve(undefined);
  }
  return promise;
}
