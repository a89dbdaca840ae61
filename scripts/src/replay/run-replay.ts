import { join } from "node:path";
import { ActionsError } from "@cliq-actions/core";
import { findPage } from "./find-page.ts";
import { printReplay } from "./print-replay.ts";
import { readWish } from "./read-wish.ts";
import type { ReplayOptions } from "./replay-command.ts";
import { sendWish } from "./send-wish.ts";

const ownRoot = join(import.meta.dirname, "..", "..", "..");

/** Runs the command against the start of this repository; sets the exit code. */
export async function runReplay(
  what: string,
  { action, json = false }: ReplayOptions,
  root: string = ownRoot,
): Promise<void> {
  try {
    const wish = await readWish(what, action);
    const page = await findPage(process.env, root);
    const report = await sendWish(page, wish);
    const ok = report.response?.status === 200;
    process.stdout.write(`${json ? JSON.stringify({ ok, ...report }) : printReplay(report, page)}\n`);
    if (!ok) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, code: error.code, error: error.message })}\n`);
    process.exitCode = 1;
  }
}
