/** How an invocation ended, as its function's own log line tells. */
export interface LoggedOutcome {
  readonly requestId: string;
  /** `replied`, or the code of an error. */
  readonly outcome: string;
  /** What the person may quote. */
  readonly reference?: string;
}

/** Reads the log line that every webhook function writes once per request; `undefined` for any other line. */
export function readOutcome(line: string): LoggedOutcome | undefined {
  if (!line.startsWith("{") || !line.includes('"Outcome"')) return undefined;
  try {
    const { requestId, Outcome: outcome, reference } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof requestId !== "string" || typeof outcome !== "string") return undefined;
    return { requestId, outcome, ...(typeof reference === "string" && { reference }) };
  } catch {
    return undefined;
  }
}
