import { openAws } from "../aws-api/open-aws.ts";
import type { AskKeeper } from "./kept-access-tokens.ts";
import { KeeperFailed } from "./kept-access-tokens.ts";

/** Longer than a renewal takes; the keeper itself waits longer only for grants that are on their way. */
const longestMs = 20_000;

/**
 * Invokes the token keeper and waits for it, without an SDK. Throws {@link KeeperFailed}, or `AwsFailure` where Lambda
 * does not do it. See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function askKeeper(functionName: string): AskKeeper {
  const limits = { attemptTimeoutMs: longestMs, timeoutMs: longestMs };
  const send = openAws({ host: "lambda", id: "Lambda" }, limits);
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  return async (request) => {
    const answer = await send(
      { method: "POST", path, headers: { "content-type": "application/json" }, body: JSON.stringify(request) },
      ({ headers }) => ({ name: headers["x-amzn-errortype"]?.split(":")[0] }),
    );
    if (answer.headers["x-amz-function-error"] !== undefined) throw toKeeperFailed(answer.body.toString("utf8"));
  };
}

/** The keeper's own sentence, which quotes no secret, stays in its log; here its code is enough. */
function toKeeperFailed(payload: string): KeeperFailed {
  const code = /"errorType":"(\w{1,60})"/.exec(payload)?.[1] ?? "Error";
  return new KeeperFailed(code, "The token keeper failed; its log says why.");
}
