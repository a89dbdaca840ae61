import { optionalFields, optionalId, optionalList, optionalNumber, optionalText } from "./fields.ts";
import type { Attachment, Chat, Location } from "./invocation.ts";
import type { Mention, Person } from "./message.ts";
import { parsePerson } from "./parse-person.ts";

/** The conversation; falls back to `access.chat_id` where the block itself is absent. */
export function parseChat(value: unknown, knownId: string | undefined): Chat {
  const fields = optionalFields(value, "params.chat");
  const title = optionalText(fields?.title, "params.chat.title");
  const type =
    optionalText(fields?.chat_type, "params.chat.chat_type") ?? optionalText(fields?.type, "params.chat.type");
  const members = optionalList(fields?.members, "params.chat.members").map((member, index) =>
    parsePerson(member, `params.chat.members[${index}]`),
  );
  return {
    id: optionalId(fields?.id, "params.chat.id") ?? knownId ?? "",
    ...(title === undefined ? {} : { title }),
    ...(type === undefined ? {} : { type }),
    members: members.filter((member): member is Person => member !== undefined),
  };
}

/** Files of the chosen messages; none when Cliq sends none. */
export function parseAttachments(value: unknown): readonly Attachment[] {
  return optionalList(value, "params.attachments").map((item, index) => {
    const path = `params.attachments[${index}]`;
    const fields = optionalFields(item, path);
    const id = optionalId(fields?.id, `${path}.id`);
    const url = optionalText(fields?.url, `${path}.url`);
    const contentType = optionalText(fields?.contenttype, `${path}.contenttype`);
    return {
      name: optionalText(fields?.name, `${path}.name`) ?? "file",
      ...(id === undefined ? {} : { id }),
      ...(url === undefined ? {} : { url }),
      ...(contentType === undefined ? {} : { contentType }),
    };
  });
}

/** Mentions whose id Cliq tells; the others cannot be resolved and are left out. */
export function parseMentions(value: unknown): readonly Mention[] {
  return optionalList(value, "params.mentions").flatMap((item, index) => {
    const path = `params.mentions[${index}]`;
    const fields = optionalFields(item, path);
    const id = optionalId(fields?.id, `${path}.id`);
    const name = optionalText(fields?.dname, `${path}.dname`) ?? optionalText(fields?.name, `${path}.name`);
    return id === undefined ? [] : [{ id, name: name ?? id }];
  });
}

/** Where the person is; undefined when they were not asked or Cliq sends nothing. */
export function parseLocation(value: unknown): Location | undefined {
  const fields = optionalFields(value, "params.location");
  const status = optionalText(fields?.status, "params.location.status");
  if (fields === undefined || status === undefined) return undefined;
  const [latitude, longitude, accuracy] = (["latitude", "longitude", "accuracy"] as const).map((key) =>
    optionalNumber(fields[key], `params.location.${key}`),
  );
  return {
    status,
    ...(latitude === undefined ? {} : { latitude }),
    ...(longitude === undefined ? {} : { longitude }),
    ...(accuracy === undefined ? {} : { accuracy }),
  };
}
