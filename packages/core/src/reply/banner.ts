import { InvalidReply } from "../errors/invalid-reply.ts";
import { replyLimits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import { Reply } from "./reply.ts";

/** The colour of a banner. */
export type BannerStatus = "success" | "failure";

const place = { name: "Banner text", limitChars: replyLimits.textChars };

/**
 * A [banner](https://www.zoho.com/cliq/help/platform/cliq-banner.html): a strip above the conversation that only the
 * person who clicked sees. `status` defaults to "success". Its text limit is UNKNOWN, so a message's is used.
 */
export function banner(words: ReplyText, status: BannerStatus = "success"): Reply {
  if (status !== "success" && status !== "failure") {
    throw new InvalidReply('A banner\'s status is "success" or "failure".');
  }
  return new Reply(JSON.stringify({ type: "banner", status, text: fit(words, place).source }));
}
