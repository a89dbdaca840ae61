import { wrap } from "../stage/wrap.ts";
import type { Finding, Verdict } from "./finding.ts";

const words: Readonly<Record<Verdict, string>> = { ok: "ok", warn: "warn", fail: "FAIL", skipped: "skip" };
const column = 7;

/** A finding for a terminal of 80 columns: what was checked and found, and below it what to do. */
export function printFinding({ check, verdict, says, remedy }: Finding): string {
  const margin = " ".repeat(column);
  const [first = "", ...rest] = wrap(`${check}: ${says}`, margin);
  const lines = [`${words[verdict].padEnd(column)}${first.slice(column)}`, ...rest];
  return [...lines, ...(remedy === undefined ? [] : wrap(`→ ${remedy}`, margin, 2))].join("\n");
}

/** The last line: how many checks ended how. */
export function summarise(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  return `${count("ok")} ok, ${count("warn")} to know of, ${count("fail")} failed, ${count("skipped")} skipped`;
}
