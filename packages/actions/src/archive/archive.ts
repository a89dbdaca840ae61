import {
  type AbortSignalLike,
  type Attachment,
  cutText,
  type Invocation,
  type MessageOf,
  type MessageType,
  type Person,
  toIsoTime,
  UpstreamFailed,
} from "@cliq-actions/core";

/** A person as archived: no more of them than the record needs. */
export interface ArchivedPerson {
  /** Absent where Cliq does not say. */
  readonly id?: string;
  readonly name: string;
  readonly email?: string;
}

/** A file as archived: what was said of it, and where its bytes are, or in a word why they are not. */
export interface ArchivedFile {
  /** Without what could make it another name: no path, no control characters, nothing that turns text around. */
  readonly name: string;
  readonly id?: string;
  readonly contentType?: string;
  readonly bytes?: number;
  /** Object key. */
  readonly storedAs?: string;
  readonly failure?: string;
}

/** A message as archived, with its text as it was. */
export interface ArchivedMessage {
  readonly id?: string;
  readonly type: MessageType;
  /** ISO 8601 in UTC; absent when Cliq does not say. */
  readonly time?: string;
  readonly sender: ArchivedPerson;
  readonly text?: string;
  readonly file?: ArchivedFile;
}

/** One act of archiving: who kept which messages, of which conversation, when. It is the JSON document as it is. */
export interface Archive {
  readonly version: 1;
  /** Hash of the delivery that asked for it; the same for repeated deliveries. */
  readonly deliveryKey: string;
  readonly organizationId: string;
  readonly archivedAt: string;
  readonly archivedBy: ArchivedPerson;
  readonly chat: { readonly id: string; readonly title?: string; readonly type?: string };
  /** Oldest first, where every message tells its time; else as Cliq sent them. */
  readonly messages: readonly ArchivedMessage[];
}

/** Where an archive's two documents ended up. */
export interface StoredArchive {
  /** Object key of the Markdown transcript, for people. */
  readonly transcriptKey: string;
  /** Object key of the JSON document, for programs. */
  readonly documentKey: string;
}

/** A place that keeps archives for good. */
export interface ArchiveStore {
  /**
   * Stores both documents; resolves only after both are safe. The same archive stored again ends up in the same place
   * with the same bytes. Throws `UpstreamFailed("archive")` when the store does not answer in time.
   */
  save(archive: Archive): Promise<StoredArchive>;
  /**
   * Stores the bytes of the archive's n-th message's file, and gives their object key; the same file ends up in the same
   * place. Throws as `save` does.
   */
  saveFile(archive: Archive, index: number, bytes: Uint8Array): Promise<string>;
}

/** Gets a file's bytes, or says in a word why it cannot; within limits that hold for all files of an archive. */
export type GetFile = (
  url: string | undefined,
  signal: AbortSignalLike,
) => Promise<{ readonly bytes: Uint8Array } | { readonly failure: string }>;

/**
 * Stores an archive with the files of its messages, one after the other. A file that cannot be had is marked, and the
 * archive is made.
 */
export async function keepArchive(
  archive: Archive,
  urls: readonly (string | undefined)[],
  { store, getFile, signal }: { store: ArchiveStore; getFile: GetFile; signal: AbortSignalLike },
): Promise<{ readonly archive: Archive; readonly stored: StoredArchive }> {
  const messages: ArchivedMessage[] = [];
  for (const [index, message] of archive.messages.entries()) {
    const { file } = message;
    if (file === undefined) messages.push(message);
    else {
      const had = await getFile(urls[index], signal);
      // Given up, and done anew: what is stored now would come over what that one stores.
      if (signal.aborted) throw new UpstreamFailed("archive", { status: "deadline" });
      const more =
        "failure" in had ? had : { storedAs: await store.saveFile(archive, index, had.bytes), bytes: had.bytes.length };
      messages.push({ ...message, file: { ...file, ...more } });
    }
  }
  const complete = { ...archive, messages };
  return { archive: complete, stored: await store.save(complete) };
}

/** What the declaration lets an invocation hold. */
type ArchiveInvocation = Invocation<"message" | "user" | "chat" | "attachments", MessageType, true>;

/** The archive an invocation asks for; depends on the event alone. */
export function toArchive(invocation: ArchiveInvocation): Archive {
  const { id, title, type } = invocation.chat;
  return {
    version: 1,
    deliveryKey: invocation.keys.delivery,
    organizationId: invocation.organizationId,
    archivedAt: new Date(invocation.at).toISOString(),
    archivedBy: toArchivedPerson(invocation.user),
    chat: { id, ...(title === undefined ? {} : { title }), ...(type === undefined ? {} : { type }) },
    messages: inOrder(invocation.messages).map(toArchivedMessage),
  };
}

/** The address of each message's file, in the archive's order; undefined where there is none, or none is known. */
export function toFileUrls({ messages, attachments }: ArchiveInvocation): readonly (string | undefined)[] {
  return inOrder(messages).map((message) => toUrl(message, attachments));
}

/** That of the attachment with the file's id, or with its name where Cliq sends no ids and no other has that name. */
function toUrl(message: MessageOf<MessageType>, attachments: readonly Attachment[]): string | undefined {
  if (message.type !== "attachment") return undefined;
  const { id, name } = message.file;
  const byId = attachments.find((one) => id !== undefined && one.id === id);
  if (byId !== undefined) return byId.url;
  const [byName, other] = attachments.filter((one) => one.name === name && (one.id === undefined || id === undefined));
  return other === undefined ? byName?.url : undefined;
}

const longestNameChars = 200;
// Controls, characters that turn text around or hide, and what separates folders.
const unsafe = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B\u200E\u200F\u061C\u2028-\u202E\u2060-\u2069\uFEFF/\\:*?"<>|]/gu;
/** Names that Windows keeps for devices. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\s*(?:\.|$))/iu;

/** A file's name that no program takes for a path or a device, and no reader for another name. */
export function toFileName(name: string): string {
  const safe = name
    .toWellFormed()
    .replaceAll(unsafe, "_")
    .trim()
    .replace(/^[.\s]+/u, "_")
    .replace(device, "_$&");
  return cutText(safe, longestNameChars) || "file";
}

function inOrder(messages: readonly MessageOf<MessageType>[]): readonly MessageOf<MessageType>[] {
  if (messages.some(({ time }) => time === undefined)) return messages;
  return messages.toSorted((one, other) => (one.time ?? 0) - (other.time ?? 0));
}

function toArchivedMessage(message: MessageOf<MessageType>): ArchivedMessage {
  const time = toIsoTime(message.time);
  const text = message.type === "attachment" ? message.comment : message.text;
  return {
    ...(message.id === undefined ? {} : { id: message.id }),
    type: message.type,
    ...(time === undefined ? {} : { time }),
    sender: toArchivedPerson(message.sender),
    ...(text === undefined ? {} : { text }),
    ...(message.type === "attachment" ? { file: { ...message.file, name: toFileName(message.file.name) } } : {}),
  };
}

function toArchivedPerson({ id, name, email }: Person): ArchivedPerson {
  return { ...(id === undefined ? {} : { id }), name, ...(email === undefined ? {} : { email }) };
}
