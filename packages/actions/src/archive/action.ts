import {
  card,
  copyText,
  defineMessageAction,
  excerpt,
  formatTime,
  markup,
  type Markup,
  type Reply,
  table,
} from "@cliq-actions/core";
import { type Archive, type ArchiveStore, type StoredArchive, toArchive } from "./archive.ts";

/** Keeps up to 25 messages as a transcript for people and a document for programs. */
export default defineMessageAction({
  name: "Archive",
  hint: "Keep these messages as a transcript",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user", "chat"],
  multiSelectable: true,

  async execute(invocation, { store }: { store: ArchiveStore }) {
    const archive = toArchive(invocation);
    return renderArchive(archive, await store.save(archive));
  },
});

/** The answer to a finished archive: how many messages, from when to when, where, and for whom. */
function renderArchive(archive: Archive, { transcriptKey }: StoredArchive): Reply {
  const count = archive.messages.length;
  const files = archive.messages.filter(({ file }) => file !== undefined).length;
  const rows: [string, string | Markup][] = [
    ["Messages", String(count)],
    ["Time span", toTimeSpan(archive)],
    ["Archived by", excerpt(archive.archivedBy.name, 80)],
    ["Transcript", transcriptKey],
  ];
  return card({
    title: markup`Archived ${count} ${count === 1 ? "message" : "messages"}`,
    text:
      files === 0
        ? "The transcript is in the archive."
        : "The transcript is in the archive. Files are listed in it; their contents stay in Cliq.",
    slides: [table(["Archive", "Details"], rows)],
    buttons: [copyText("Copy object key", transcriptKey)],
  });
}

function toTimeSpan({ messages }: Archive): string {
  const times = messages.flatMap(({ time }) => (time === undefined ? [] : [Date.parse(time)]));
  if (times.length === 0) return "unknown";
  const [first, last] = [formatTime(Math.min(...times)), formatTime(Math.max(...times))];
  return first === last ? first : `${first} to ${last}`;
}
