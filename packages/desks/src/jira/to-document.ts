import type { TicketRequest } from "../ticket-desk.ts";
import { describeOrigin } from "../vendor/describe-origin.ts";

/** Text as Jira keeps it, where people's words are text and nothing else: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
interface Document {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly Node[];
}

interface Node {
  readonly type: "paragraph" | "text" | "hardBreak";
  readonly text?: string;
  readonly content?: readonly Node[];
}

/** An issue's description: the message, and where it comes from. */
export function toDescription(request: TicketRequest): Document {
  const facts = describeOrigin(request).map(({ label, value }) => toParagraph(`${label}: ${value}`));
  return toDocument([...request.body.split(/\n{2,}/u).map(toParagraph), ...facts]);
}

/** A comment of several paragraphs. */
export function toComment(paragraphs: readonly string[]): Document {
  return toDocument(paragraphs.map(toParagraph));
}

function toDocument(paragraphs: readonly Node[]): Document {
  return { type: "doc", version: 1, content: paragraphs };
}

/** How many characters of text a document has, each break being one. */
export function lengthOf({ content }: Document): number {
  const lengths = content.flatMap((paragraph) => [
    2,
    ...(paragraph.content ?? []).map(({ text = "\n" }) => text.length),
  ]);
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Lines become breaks; a text of nothing is none that Jira takes. */
function toParagraph(text: string): Node {
  const lines = text.split(/\r\n|[\r\n]/u);
  const content = lines.flatMap((line, index): Node[] => [
    ...(index === 0 ? [] : [{ type: "hardBreak" as const }]),
    ...(line === "" ? [] : [{ type: "text" as const, text: line }]),
  ]);
  return { type: "paragraph", content };
}
