/** How an invocation ended, as its function's own log line tells. */
export interface LoggedOutcome {
  readonly requestId: string;
  /** `replied`, or the code of an error. */
  readonly outcome: string;
}

/** Reads the log line that every webhook function writes once per request; `undefined` for any other line. */
export function readOutcome(line: string): LoggedOutcome | undefined {
  if (!line.startsWith("{") || !line.includes('"Outcome"')) return undefined;
  try {
    const { requestId, Outcome: outcome } = JSON.parse(line) as { requestId?: unknown; Outcome?: unknown };
    return typeof requestId === "string" && typeof outcome === "string" ? { requestId, outcome } : undefined;
  } catch {
    return undefined;
  }
}
