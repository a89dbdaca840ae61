import { addToMessage } from "./add-to-message.ts";
import { fitPlain } from "./fit-plain.ts";
import { replyLimits } from "./limits.ts";
import type { Reply } from "./reply.ts";
import { pictureAddress } from "./web-address.ts";

/** Under which name and picture a message stands. */
export interface BotIdentity {
  /** Cut at 200 characters; its own limit is UNKNOWN. */
  readonly name: string;
  /** A public https address. */
  readonly image?: string;
}

/** The message as from a bot of that name: `asBot(text("Done"), { name: "Release bot" })`. */
export function asBot(message: Reply, { name, image }: BotIdentity): Reply {
  const identity = {
    name: fitPlain(name, "A bot's name", replyLimits.cardTitleChars),
    ...(image === undefined ? {} : { image: pictureAddress(image, "A bot's image") }),
  };
  return addToMessage(message, "bot", JSON.stringify(identity));
}
