import { InvalidReply } from "../errors/invalid-reply.ts";
import { pollLimits as limits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import { toCard } from "./message.ts";
import type { Reply } from "./reply.ts";
import type { Slide } from "./slide.ts";

/** What a poll is made of. */
export interface PollContent {
  /** What is asked; cut at 200 characters. */
  readonly title: ReplyText;
  /** Shown above the card, and where there are no cards; cut at 5,000 characters. */
  readonly text: ReplyText;
  /** What there is to choose from: two to ten, each cut at 100 characters. */
  readonly options: readonly [ReplyText, ReplyText, ...ReplyText[]];
  readonly slides?: readonly Slide[];
}

/** A [card](https://www.zoho.com/cliq/help/restapi/v3/messagecards/) that people vote on. Cliq counts; that an action hears of it is not documented. */
export function poll({ title, text, options, slides = [] }: PollContent): Reply {
  if (options.length < limits.leastOptions || options.length > limits.options) {
    throw new InvalidReply(
      `A poll has ${limits.leastOptions} to ${limits.options} options; this one has ${options.length}.`,
    );
  }
  const choices = options.map((option) => ({
    text: fit(option, { name: "Poll option", limitChars: limits.optionChars }).source,
  }));
  return toCard({ title, text, slides }, `"theme":"poll","options":${JSON.stringify(choices)}`);
}
