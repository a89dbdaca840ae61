import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { takeLock } from "./take-lock.ts";

const pollMs = 200;
/** A start that looks holds the lock for a moment. */
const lookMs = 2_000;
const lockOf = (root: string): string => join(root, ".local/operator-deploys.lock");

/**
 * Says that an operator's command deploys the stage `local` of the repository at `root`, after it wrote sources: a start
 * that watches them waits, so that two deployments never meet. Gives what ends that; nothing while another command deploys.
 */
export async function beginToDeploy(root: string): Promise<(() => void) | undefined> {
  mkdirSync(join(root, ".local"), { recursive: true });
  for (let leftMs = lookMs; ; leftMs -= pollMs) {
    const release = takeLock(lockOf(root));
    if (release !== undefined || leftMs <= 0) return release;
    await setTimeout(pollMs);
  }
}

/** Waits until no operator's command deploys the stage `local`; `onWait` is called once if it does. */
export async function untilNobodyDeploys(root: string, signal: AbortSignal, onWait: () => void): Promise<void> {
  for (let isWaiting = false; ; isWaiting = true) {
    const release = takeLock(lockOf(root));
    release?.();
    if (release !== undefined) return;
    if (!isWaiting) onWait();
    await setTimeout(pollMs, undefined, { signal });
  }
}
