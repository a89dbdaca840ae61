import { access } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { takeLock } from "@cliq-actions/infra/take-lock";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Starts a headless Chromium: the one from npm, else Debian's. Where none starts, says why. */
export async function startBrowser(): Promise<{ browser: Browser } | { reason: string }> {
  const reasons: string[] = [];
  for (const find of [unpack, () => installed("/usr/bin/chromium")]) {
    try {
      // Without its sandbox, Chromium also starts as root and in containers; it opens this page only.
      return {
        browser: await chromium.launch({ executablePath: await find(), args: ["--no-sandbox"], headless: true }),
      };
    } catch (error) {
      reasons.push(String(error).split("\n", 1)[0] ?? "");
    }
  }
  return { reason: `No Chromium starts here: ${reasons.join("; ")}` };
}

/** The package unpacks itself into the temporary folder at first use; test files that do so at once would meet half a file. */
async function unpack(): Promise<string> {
  const lock = join(tmpdir(), "cliq-actions-chromium.lock");
  let release = takeLock(lock);
  for (; release === undefined; release = takeLock(lock)) await setTimeout(100);
  try {
    return await sparticuz.executablePath();
  } finally {
    release();
  }
}

async function installed(path: string): Promise<string> {
  await access(path);
  return path;
}
