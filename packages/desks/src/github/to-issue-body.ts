import type { TicketRequest } from "../ticket-desk.ts";
import { describeOrigin } from "../vendor/describe-origin.ts";

/** An issue's body: the message, where it comes from, and the mark it is found by. */
export function toIssueBody(request: TicketRequest, mark: string): string {
  const facts = describeOrigin(request).map(({ label, value }) => `- ${toQuoted(label)}: ${toQuoted(value)}`);
  const body = request.body === "" ? [] : [toFenced(request.body)];
  return [...body, facts.join("\n"), `\`${mark}\``].join("\n\n");
}

/**
 * What people wrote, within a line, without effect: as code, in which GitHub makes no mention, no link to an issue and
 * no markup of it. https://github.github.com/gfm/#code-spans
 */
export function toQuoted(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const ticks = "`".repeat(longestRun(line) + 1);
  return `${ticks} ${line} ${ticks}`;
}

/** Lines that people wrote, without effect. https://github.github.com/gfm/#fenced-code-blocks */
function toFenced(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
