import type { Block } from "./block.ts";
import type { Attachment, Chat, Location } from "./context.ts";
import { defined } from "./defined.ts";
import { parseMember } from "./parse-person.ts";

/** The conversation; falls back to `access.chat_id` where the block itself says none. */
export function parseChat(chat: Block | undefined, knownId: string | undefined): Chat {
  return {
    id: chat?.id("id") ?? knownId ?? "",
    ...defined({
      title: chat?.text("title"),
      type: chat?.text("chat_type") ?? chat?.text("type"),
      ownerId: chat?.id("owner"),
      uniqueName: chat?.text("channel_unique_name"),
    }),
    members: chat?.list("members").map(parseMember) ?? [],
  };
}

/** One file of the chosen messages. */
export function parseAttachment(file: Block): Attachment {
  return {
    name: file.text("name") ?? "file",
    ...defined({
      id: file.id("id"),
      url: file.text("url"),
      contentType: file.text("contenttype"),
      comment: file.text("comment"),
    }),
  };
}

/** Where the person is; undefined when they were not asked or Cliq sends nothing. */
export function parseLocation(location: Block | undefined): Location | undefined {
  const status = location?.text("status");
  if (location === undefined || status === undefined) return undefined;
  return {
    status,
    ...defined({
      latitude: location.number("latitude"),
      longitude: location.number("longitude"),
      accuracy: location.number("accuracy"),
      altitude: location.number("altitude"),
    }),
  };
}
