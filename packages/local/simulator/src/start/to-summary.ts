import { formatMs } from "../page/dom/format.ts";
import type { Booted } from "./boot.ts";
import type { OnceReport } from "./run-once.ts";

/** What `start` tells a person when the page is ready. */
export function toReadySummary({ server, cliq, aws, bootMs }: Booted): string {
  const names =
    cliq.model
      .actions()
      .map(({ name }) => name)
      .join(", ") || "none";
  return [
    "",
    `  Ready in ${formatMs(bootMs)}. Right-click a message at ${server.url}`,
    "",
    `  Actions      ${names}`,
    `  Translation  ${aws.translateEngine.label}`,
    "  Stop         Ctrl+C",
    "",
  ].join("\n");
}

/** What `start --once` tells a person. */
export function toOnceSummary({ ok, bootMs, registrations, invocations }: OnceReport): string {
  const rows = invocations.map(({ slug, message, status, coldMs, warmMs }) => {
    return `  ${slug.padEnd(20)} ${message.padEnd(12)} ${String(status).padEnd(8)} ${formatMs(coldMs).padEnd(10)} ${formatMs(warmMs)}`;
  });
  return [
    "",
    `  ${"action".padEnd(20)} ${"message".padEnd(12)} ${"status".padEnd(8)} ${"cold".padEnd(10)} warm`,
    ...rows,
    "",
    `  ${ok ? "All of it worked" : "Not all of it worked"}: booted in ${formatMs(bootMs)}, ${registrations.length} registrations, ${invocations.length} samples.`,
    "",
  ].join("\n");
}
