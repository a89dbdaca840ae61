import { type Invocation, type MessageOf, type MessageType, type Person, toIsoTime } from "@cliq-actions/core";

/** A person as archived: no more of them than the record needs. */
export interface ArchivedPerson {
  /** Absent where Cliq does not say. */
  readonly id?: string;
  readonly name: string;
  readonly email?: string;
}

/** A message as archived, with its text as it was. A file is described, its bytes stay in Cliq. */
export interface ArchivedMessage {
  readonly id?: string;
  readonly type: MessageType;
  /** ISO 8601 in UTC; absent when Cliq does not say. */
  readonly time?: string;
  readonly sender: ArchivedPerson;
  readonly text?: string;
  readonly file?: {
    readonly name: string;
    readonly id?: string;
    readonly contentType?: string;
    readonly bytes?: number;
  };
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
}

/** The archive an invocation asks for; depends on the event alone. */
export function toArchive(invocation: Invocation<"message" | "user" | "chat", MessageType, true>): Archive {
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
    ...(message.type === "attachment" ? { file: message.file } : {}),
  };
}

function toArchivedPerson({ id, name, email }: Person): ArchivedPerson {
  return { ...(id === undefined ? {} : { id }), name, ...(email === undefined ? {} : { email }) };
}
