import { card, copyText, excerpt, markup, type Markup, type Reply, table } from "@cliq-actions/core";
import { formatTime } from "@cliq-actions/core";
import type { Archive } from "./archive.ts";
import type { StoredArchive } from "./archive-store.ts";

/** The answer to a finished archive: how many messages, from when to when, where, and for whom. */
export function renderArchive(archive: Archive, { transcriptKey }: StoredArchive): Reply {
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
