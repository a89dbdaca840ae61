import { formatMs } from "../page/dom/format.ts";
import { labelFakes } from "../simulation/label-fakes.ts";
import type { Booted } from "./boot.ts";
import type { OnceReport } from "./once-report.ts";

/** What `start` prints for a person when the page is ready. */
export function toReadySummary({ server, cliq, stack, actionsFolder, bootMs }: Booted): string {
  const names = cliq.model.actions().map(({ name }) => name);
  const fakes = labelFakes(stack);
  return [
    "",
    `  Ready in ${formatMs(bootMs)}. Right-click a message at ${server.url}`,
    "",
    `  Actions  ${names.join(", ") || `none: there is no action folder in ${actionsFolder}`}`,
    ...fakes.map((label, index) => `  ${index === 0 ? "Fakes" : "     "}    ${label}`),
    "  Stop     Ctrl+C",
    "",
  ].join("\n");
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
