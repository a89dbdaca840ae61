import { access } from "node:fs/promises";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Starts a headless Chromium: the one from npm, else Debian's. Where none starts, says why. */
export async function startBrowser(): Promise<{ browser: Browser } | { reason: string }> {
  const reasons: string[] = [];
  for (const find of [() => sparticuz.executablePath(), () => installed("/usr/bin/chromium")]) {
    try {
      // Without its sandbox, Chromium also starts as root and in containers; it opens this page only.
      return { browser: await chromium.launch({ executablePath: await find(), args: ["--no-sandbox"], headless: true }) };
    } catch (error) {
      reasons.push(String(error).split("\n", 1)[0] ?? "");
    }
  }
  return { reason: `No Chromium starts here: ${reasons.join("; ")}` };
}

async function installed(path: string): Promise<string> {
  await access(path);
  return path;
}
