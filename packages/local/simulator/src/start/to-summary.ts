import { formatMs } from "../page/dom/format.ts";
import { labelFakes } from "../simulation/label-fakes.ts";
import type { Booted } from "./boot.ts";
import type { OnceReport } from "./once-report.ts";

/** What `start` prints for a person when the page is ready, on a terminal of so many columns. */
export function toReadySummary(
  {
    server,
    cliq,
    stack,
    actionsFolder,
    bootMs,
  }: Pick<Booted, "server" | "cliq" | "stack" | "actionsFolder" | "bootMs">,
  columns = process.stdout.columns ?? 80,
): string {
  const names = cliq.model.actions().map(({ name }) => name);
  const fakes = labelFakes(stack);
  return [
    "",
    `  Ready in ${formatMs(bootMs)}. Right-click a message at ${server.url}`,
    "",
    ...fill("Actions", names.join(", ") || `none: there is no action folder in ${actionsFolder}`, columns),
    ...fakes.flatMap((label, index) => fill(index === 0 ? "Fakes" : "", label, columns)),
    ...fill("Stop", "Ctrl+C", columns),
    "",
  ].join("\n");
}

/** A line `  Heading  text`, broken between words where the terminal ends and going on below the text. */
function fill(heading: string, text: string, columns: number): string[] {
  const indent = 11;
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (line.length > Math.max(20, columns - indent) && lines.at(-1) !== "") lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line, index) => `  ${(index === 0 ? heading : "").padEnd(indent - 2)}${line}`);
}

/** What `start --once` prints for a person. */
export function toOnceSummary({ ok, bootMs, registrations, invocations }: OnceReport): string {
  const row = (...[slug = "", message = "", status = "", outcome = "", cold = "", warm = ""]: string[]): string =>
    `  ${slug.padEnd(20)} ${message.padEnd(11)} ${status.padEnd(7)} ${outcome.padEnd(11)} ${cold.padEnd(9)} ${warm}`;
  const rows = invocations.map(({ slug, message, status, outcome, coldMs, warmMs }) =>
    row(slug, message, String(status), outcome, formatMs(coldMs), formatMs(warmMs)),
  );
  const table = rows.length === 0 ? [] : ["", row("action", "message", "status", "outcome", "cold", "warm"), ...rows];
  return [
    ...table,
    "",
    `  ${ok ? "All of it worked" : "Not all of it worked"}: booted in ${formatMs(bootMs)}, ${count(registrations.length, "registration")}, ${count(invocations.length, "sample")}.`,
    "",
  ].join("\n");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
