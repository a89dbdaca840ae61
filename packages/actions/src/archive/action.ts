import { defineMessageAction } from "@cliq-actions/core";
import { toArchive } from "./archive.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { renderArchive } from "./render-archive.ts";

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
