import { InvalidReply } from "../errors/invalid-reply.ts";
import { cutText } from "../text/cut-text.ts";
import { isBlank } from "../text/is-blank.ts";
import { Markup } from "./markup.ts";
import { neutralise } from "./neutralise.ts";

/** A longer name is cut: a mention is never. */
const nameChars = 100;
/** So much of a name is looked at: spaces in it become one. */
const longestNameChars = 1_000;

/** Whoever is mentioned: a person of an invocation, or an id from elsewhere. */
export interface Mentioned {
  /** The id of their Zoho account, where it is known; else `id` is taken. */
  readonly zuid?: string;
  readonly id?: string;
  readonly name?: string;
}

/**
 * A [mention](https://www.zoho.com/cliq/help/restapi/v3/mentions/) that Cliq tells the person of, by their id alone: nothing
 * that people write can make one. It has an effect in a message's text; in a card or slide write {@link quietMention}.
 * CONFIRMED for posting; that it has that effect in a reply is INFERRED.
 */
export function mention(person: Mentioned): Markup {
  return trusted(`{@${idOf(person)}}`);
}

/** A mention that Cliq shows, in any part of a reply, and does not tell the person of. */
export function quietMention(person: Mentioned): Markup {
  const id = idOf(person);
  const name = cutText(
    cutText(person.name ?? "", longestNameChars)
      .replaceAll(/[[\]()\s]+/g, " ")
      .trim(),
    nameChars,
  );
  return trusted(`[${isBlank(name) ? id : neutralise(name)}](zohoid:${id})`);
}

function idOf({ zuid, id }: Mentioned): string {
  const own = zuid ?? id;
  if (typeof own === "string" && /^\d{1,30}$/.test(own)) return own;
  throw new InvalidReply("Only somebody whose id is known is mentioned, and an id is digits.");
}

/** It is never cut: half of it would be something else. */
function trusted(source: string): Markup {
  return new Markup([{ source, isCuttable: false }]);
}
