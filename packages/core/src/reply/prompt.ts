import { InvalidReply } from "../errors/invalid-reply.ts";
import type { Button } from "./button.ts";
import type { ReplyText } from "./markup.ts";
import { toCard } from "./message.ts";
import type { Reply } from "./reply.ts";
import type { Slide } from "./slide.ts";

/** What a prompt is made of. */
export interface PromptContent {
  /** What is asked; cut at 200 characters. */
  readonly title: ReplyText;
  /** Cut at 5,000 characters. */
  readonly text: ReplyText;
  /** One to five: what the person can answer. */
  readonly buttons: readonly [Button, ...Button[]];
  readonly slides?: readonly Slide[];
}

/** A [card](https://www.zoho.com/cliq/help/restapi/v3/messagecards/) that asks one thing, and is answered by a button. */
export function prompt({ buttons, ...content }: PromptContent): Reply {
  if (buttons.length === 0) throw new InvalidReply("A prompt has one button at least.");
  return toCard({ ...content, buttons }, '"theme":"prompt"');
}
