import type { Archive, ArchivedMessage, ArchivedPerson } from "./archive.ts";
import { toInertLines, toInertWords } from "./inert-markdown.ts";

/** The archive as a Markdown page for people: each message quoted under its time (ISO 8601, UTC) and sender. */
export function renderTranscript(archive: Archive): string {
  const { messages, chat } = archive;
  const heading = messages.length === 1 ? "# One message" : `# ${messages.length} messages`;
  const facts = [
    `- Archived: ${archive.archivedAt} by ${toPersonWords(archive.archivedBy)}`,
    `- Conversation: ${toInertWords(chat.title ?? "untitled")} (${toInertWords(chat.id)})`,
    `- Organisation: ${toInertWords(archive.organizationId)}`,
  ];
  return `${[heading, facts.join("\n"), ...messages.map(renderMessage)].join("\n\n")}\n`;
}

function renderMessage(message: ArchivedMessage): string {
  const words = message.text === undefined ? [] : toInertLines(message.text);
  const seen = words.some((line) => line !== "") ? words : [message.file ? "" : "(no text)"];
  const lines = [
    ...(message.file ? [toFileWords(message.file)] : []),
    ...seen.filter((line) => line !== "" || !message.file),
  ];
  // Two spaces at a line's end keep the break (CommonMark, "Hard line breaks").
  const quote = lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("  \n");
  return `## ${message.time ?? "Time unknown"} · ${toPersonWords(message.sender)}\n\n${quote}`;
}

function toFileWords({ name, contentType, bytes }: NonNullable<ArchivedMessage["file"]>): string {
  const about = [contentType, bytes === undefined ? undefined : `${bytes} bytes`].filter((part) => part !== undefined);
  const details = about.length === 0 ? "" : ` (${about.map(toInertWords).join(", ")})`;
  return `File: ${toInertWords(name)}${details}`;
}

function toPersonWords({ name, email }: ArchivedPerson): string {
  const words = toInertWords(name) || "Someone";
  return email === undefined || email === name ? words : `${words} (${toInertWords(email)})`;
}
