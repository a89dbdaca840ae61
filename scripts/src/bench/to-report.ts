import { toTable } from "../terminal/to-table.ts";
import { registrarBudget } from "./budgets.ts";
import type { Line, Verdict } from "./judge-run.ts";
import type { WaitLine } from "./judge-waits.ts";
import type { Estimate } from "./statistics.ts";
import type { RegistrarRun } from "./time-registrar.ts";

/** What is counted of one contender, besides its times. */
export interface CountedLine {
  readonly bytes: number;
  readonly builtins?: number;
  readonly allocatedBytesPerCall?: number;
  /** What it made or loaded by its first answer that nobody should wait for, a sentence each. */
  readonly costly?: readonly string[];
}

/** Everything that one run of `pnpm bench` found. */
export interface Report {
  readonly machine: string;
  readonly rounds: { readonly cold: number; readonly warm: number };
  readonly lines: readonly (Line & CountedLine)[];
  readonly verdicts: readonly Verdict[];
  /** None where they were not measured. */
  readonly waits: readonly WaitLine[];
  readonly registrar: readonly RegistrarRun[];
  /** Budgets of what is counted: what holds and what is owed. */
  readonly counted: readonly string[];
  readonly notes: readonly string[];
}

/** The report as text: tables that are Markdown, too. */
export function toText({ machine, rounds, lines, verdicts, waits, registrar, counted, notes }: Report): string {
  const sizes = [...new Set(lines.flatMap(({ shares }) => Object.keys(shares)))];
  const table = toTable(
    ["contender", "kB", "builtins", "ready ms", "× floor", "ready CPU ms", "first click ms"].concat(
      ["warm p50 µs", "× floor", "p99 µs", "B/call", "calls out"],
      sizes.map((size) => `click at ${size} MB, ms`),
    ),
    lines.map((line) => [
      line.name,
      (line.bytes / 1_000).toFixed(0),
      line.builtins?.toString() ?? "",
      toNumber(line.readyMs, 1),
      toInterval(line.readyToFloor),
      toNumber(line.readyCpuMs, 1),
      toNumber(line.firstClickMs, 1),
      toNumber(inMicroseconds(line.warmP50Ms), 1),
      toInterval(line.warmToFloor),
      toNumber(inMicroseconds(line.warmP99Ms), 0),
      line.allocatedBytesPerCall?.toString() ?? "",
      String(line.outgoing),
      ...sizes.map((size) => toNumber(line.shares[size], 1)),
    ]),
  );
  const judged = toTable(
    ["budget", "who", "measured", "owed", "verdict"],
    verdicts.map(({ budget, who, ratio, owed, verdict }) => [budget, who, toInterval(ratio), `≤ ${owed}`, verdict]),
  );
  const waited = toTable(
    ["somebody at this repository waits for", "seconds", "owed", "verdict"],
    waits.map(({ name, seconds, owed, verdict }) => [
      name,
      toInterval(seconds),
      owed === undefined ? "" : `≤ ${owed}`,
      verdict ?? "",
    ]),
  );
  const registered = toTable(
    ["registrar, in virtual time", "calls to Cliq", "seconds", "limits allow", "owed", "verdict"],
    registrar.map(({ what, calls, seconds, allowedSeconds, verdict }) => [
      what,
      Object.entries(calls)
        .map(([operation, count]) => `${count} ${operation}`)
        .join(", "),
      seconds.toFixed(1),
      allowedSeconds === 0 ? "" : allowedSeconds.toFixed(0),
      allowedSeconds === 0 ? "1 listActions" : `≤ ${(registrarBudget.owed * allowedSeconds).toFixed(0)} s`,
      verdict,
    ]),
  );
  const head = `${machine}; ${rounds.cold} cold and ${rounds.warm} warm rounds, interleaved; [95 %] of medians. Floor: "floor that logs".`;
  const sections = [head, table, judged, ...(waits.length === 0 ? [] : [waited]), registered, ...counted, ...notes];
  return `${sections.join("\n\n")}\n`;
}

/** A picture of how long each contender takes until its first answer, to the floor; SVG that is read in light and dark. */
export function toChart(lines: readonly Line[]): string {
  const bars = lines
    .filter(({ kind, readyToFloor }) => kind !== "function" && readyToFloor !== undefined)
    .toSorted((one, other) => one.readyMs.median - other.readyMs.median);
  const longest = Math.max(...bars.map(({ readyToFloor }) => readyToFloor?.median ?? 0));
  const rows = bars.map(({ name, kind, readyToFloor }, index) => {
    const [y, ratio] = [index * 22, readyToFloor?.median ?? 0];
    const fill = kind === "ours" ? "#1f7a4d" : "#8a8f98";
    const width = ((ratio / longest) * 380).toFixed(1);
    return (
      `<text x="190" y="${y + 15}" text-anchor="end">${escape(name)}</text>` +
      `<rect x="200" y="${y + 3}" width="${width}" height="16" rx="2" fill="${fill}"/>` +
      `<text x="${206 + Number(width)}" y="${y + 15}">${ratio.toFixed(2)} ×</text>`
    );
  });
  const title = "Import and first click of a fresh process, to a floor that authenticates, parses, logs and answers";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 ${bars.length * 22 + 6}" role="img" font-family="sans-serif" font-size="12">` +
    `<title>${title}</title><style>text{fill:#24292f}@media(prefers-color-scheme:dark){text{fill:#d0d7de}}</style>${rows.join("")}</svg>\n`
  );
}

function toNumber(estimate: Estimate | undefined, digits: number): string {
  return estimate?.median.toFixed(digits) ?? "";
}

function toInterval(ratio: Estimate | undefined): string {
  if (ratio === undefined) return "";
  const { median, low, high } = ratio;
  return `${median.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}]`;
}

function inMicroseconds(estimate: Estimate | undefined): Estimate | undefined {
  if (estimate === undefined) return undefined;
  const { median, low, high } = estimate;
  return { median: median * 1_000, low: low * 1_000, high: high * 1_000 };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
