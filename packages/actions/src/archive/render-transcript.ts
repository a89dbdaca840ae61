import type { Archive, ArchivedFile, ArchivedMessage, ArchivedPerson } from "./archive.ts";

/** The archive as a Markdown page for people: each message quoted under its time (ISO 8601, UTC) and sender. */
export function renderTranscript(archive: Archive): string {
  const { messages, chat } = archive;
  const heading = messages.length === 1 ? "# One message" : `# ${messages.length} messages`;
  const facts = [
    `- Archived: ${archive.archivedAt} by ${describePerson(archive.archivedBy)}`,
    `- Conversation: ${toInertText(chat.title ?? "untitled")} (${toInertText(chat.id)})`,
    `- Organisation: ${toInertText(archive.organizationId)}`,
  ];
  return `${[heading, facts.join("\n"), ...messages.map(renderMessage)].join("\n\n")}\n`;
}

function renderMessage(message: ArchivedMessage): string {
  const text = message.text === undefined ? [] : toInertLines(message.text);
  const seen = text.some((line) => line !== "") ? text : [message.file ? "" : "(no text)"];
  const lines = [
    ...(message.file ? [describeFile(message.file)] : []),
    ...seen.filter((line) => line !== "" || !message.file),
  ];
  // Two spaces at a line's end keep the break (CommonMark, "Hard line breaks").
  const quote = lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("  \n");
  return `## ${message.time ?? "Time unknown"} · ${describePerson(message.sender)}\n\n${quote}`;
}

function describeFile({ name, contentType, bytes, storedAs, failure }: ArchivedFile): string {
  const about = [contentType, bytes === undefined ? undefined : `${bytes} bytes`].filter((part) => part !== undefined);
  const details = about.length === 0 ? "" : ` (${about.map(toInertText).join(", ")})`;
  const place =
    failure === undefined ? storedAs && `, kept as ${toInertText(storedAs)}` : `, not kept: ${toInertText(failure)}`;
  return `File: ${toInertText(name)}${details}${place ?? ""}`;
}

function describePerson({ name, email }: ArchivedPerson): string {
  const shown = toInertText(name) || "Someone";
  return email === undefined || email === name ? shown : `${shown} (${toInertText(email)})`;
}

// Controls other than tab and newline, and the characters that reorder or hide text.
const unseen =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u061C\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * People's text as Markdown that shows what they wrote and does nothing: no link, image, HTML, heading, list or code.
 * CommonMark lets a backslash take the meaning of any ASCII punctuation (spec 0.31, "Backslash escapes"); ":" and "@"
 * are escaped as well because GitHub's dialect makes links of bare addresses.
 */
export function toInertLines(text: string): string[] {
  return text
    .toWellFormed()
    .split(/\r\n?|[\n\u2028\u2029]/u)
    .map((line) => toInertLine(line));
}

/** The same for text that belongs on one line, such as a name. */
export function toInertText(text: string): string {
  return toInertLines(text).join(" ").trim();
}

function toInertLine(line: string): string {
  return line
    .replaceAll(unseen, "")
    .replaceAll(/[\\`*_[\]{}<>#|~!&$:@]/gu, String.raw`\$&`)
    .replaceAll(/www\./giu, (start) => `${start.slice(0, 3)}\\.`)
    .replace(/^([ \t\u00A0]*)([-+=]|\d{1,9}(?=[.)]))/u, (_all, indent: string, start: string) =>
      /\d/u.test(start) ? `${indent}${start}\\` : `${indent}\\${start}`,
    )
    .replace(/^[ \t]+/u, (indent) => "\u00A0".repeat(indent.length))
    .trimEnd();
}
