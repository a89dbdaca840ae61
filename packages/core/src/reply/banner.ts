import { replyLimits } from "./limits.ts";
import { toWire, type Words } from "./markup.ts";

/** A strip above the conversation that only the person who clicked sees. */
export interface BannerReply {
  readonly type: "banner";
  readonly status: "success" | "failure";
  readonly text: string;
}

/** A banner; `status` defaults to "success". Its text limit is UNKNOWN, so a message's is used. */
export function banner(words: Words, status: BannerReply["status"] = "success"): BannerReply {
  return { type: "banner", status, text: toWire(words, "Banner text", replyLimits.text) };
}
