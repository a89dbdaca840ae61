import { expect } from "vitest";

/** Every line of what a page shows was printed, in that order; `…` stands for anything. Blank lines and margins do not count. */
export function expectShown(shown: string, printed: string): void {
  const printedLines = printed.split("\n");
  let at = 0;
  for (const line of shown.split("\n").filter((one) => one.trim() !== "")) {
    const parts = line
      .trim()
      .split("…")
      .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, "\\$&"));
    const found = printedLines.slice(at).findIndex((one) => new RegExp(parts.join(".*"), "u").test(one));
    expect(found, `${line}\nis not in what was printed:\n${printedLines.slice(at).join("\n")}`).toBeGreaterThanOrEqual(
      0,
    );
    at += found + 1;
  }
}
