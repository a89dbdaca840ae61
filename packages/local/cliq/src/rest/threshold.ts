const windowMs = 60_000;
/** How long a user is locked out of an operation whose threshold is exhausted, where its document says nothing else. */
export const lockMs = 5 * 60_000;

/** One user's calls of one operation. */
export interface ThresholdUsage {
  /** When the calls of the last minute were let through, oldest first. */
  recent: number[];
  lockedUntil: number;
}

/** Whether a call was let through, was the one too many, or came during the lock that follows. */
export type ThresholdVerdict = "free" | "exhausted" | "locked";

/**
 * Counts a call against its threshold. The document says "N requests per min" and a lock period of five minutes.
 * INFERRED, here and nowhere else: the minute is a rolling one (the strictest reading: who keeps to it also
 * keeps to any fixed minute), the call that exceeds it starts the lock, and calls during the lock do not prolong it.
 */
export function spendThreshold(
  usage: ThresholdUsage,
  perMinute: number,
  now: number,
  lockedForMs: number = lockMs,
): ThresholdVerdict {
  if (now < usage.lockedUntil) return "locked";
  while (usage.recent.length > 0 && usage.recent[0]! <= now - windowMs) usage.recent.shift();
  if (usage.recent.length >= perMinute) {
    lockThreshold(usage, now, lockedForMs);
    return "exhausted";
  }
  usage.recent.push(now);
  return "free";
}

/** Starts the time in which every call is refused. */
export function lockThreshold(usage: ThresholdUsage, now: number, lockedForMs: number = lockMs): void {
  usage.recent = [];
  usage.lockedUntil = now + lockedForMs;
}
