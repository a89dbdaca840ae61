import {
  banner,
  card,
  copyText,
  defineMessageAction,
  excerpt,
  formatTime,
  markup,
  type Markup,
  onlyFor,
  type Reply,
  table,
} from "@cliq-actions/core";
import {
  type Archive,
  type ArchivedFile,
  type ArchiveStore,
  type GetFile,
  keepArchive,
  type StoredArchive,
  toArchive,
  toFileUrls,
} from "./archive.ts";

/** Keeps up to 25 messages and their files, as a transcript for people and a document for programs. */
export default defineMessageAction({
  name: "Archive",
  hint: "Keep these messages and their files",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user", "chat", "attachments"],
  multiSelectable: true,
  // What a guest may read today need not be theirs to keep.
  policy: onlyFor({ guests: false }),
  background: {
    acknowledge: ({ messages }) =>
      banner(
        `Archiving ${messages.length} ${messages.length === 1 ? "message" : "messages"}. You will hear when it is done.`,
      ),
    timeoutSeconds: 180,
  },

  async execute(invocation, { store, openFiles }: { store: ArchiveStore; openFiles: () => GetFile }) {
    const means = { store, getFile: openFiles(), signal: invocation.signal };
    const { archive, stored } = await keepArchive(toArchive(invocation), toFileUrls(invocation), means);
    return renderArchive(archive, stored);
  },
});

/** The answer to a finished archive: how many messages and files, from when to when, where, and for whom. */
function renderArchive(archive: Archive, { transcriptKey }: StoredArchive): Reply {
  const count = archive.messages.length;
  const files = archive.messages.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const failed = files.filter(({ failure }) => failure !== undefined);
  const rows: [string, string | Markup][] = [
    ["Messages", String(count)],
    ...(files.length === 0
      ? []
      : [["Files", `${files.length - failed.length} of ${files.length}`] as [string, string]]),
    ["Time span", toTimeSpan(archive)],
    ["Archived by", excerpt(archive.archivedBy.name, 80)],
    ["Transcript", transcriptKey],
  ];
  return card({
    title: markup`Archived ${count} ${count === 1 ? "message" : "messages"}`,
    text: failed.length === 0 ? "The transcript is in the archive." : toFailures(failed),
    slides: [table(["Archive", "Details"], rows)],
    buttons: [copyText("Copy object key", transcriptKey)],
  });
}

function toFailures(failed: readonly ArchivedFile[]): Markup {
  const [first] = failed;
  const more = failed.length === 1 ? "" : `, and ${failed.length - 1} more`;
  return markup`The transcript is in the archive, without ${excerpt(first?.name ?? "", 80)} (${first?.failure ?? ""})${more}.`;
}

function toTimeSpan({ messages }: Archive): string {
  const times = messages.flatMap(({ time }) => (time === undefined ? [] : [Date.parse(time)]));
  if (times.length === 0) return "unknown";
  const [first, last] = [formatTime(Math.min(...times)), formatTime(Math.max(...times))];
  return first === last ? first : `${first} to ${last}`;
}
