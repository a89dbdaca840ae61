/** What an invocation came to. */
export interface InvocationResult {
  requestId: string;
  ok: boolean;
  /** JSON text: the function's answer, or `{"errorType","errorMessage","trace"?}`. */
  payload: string;
  errorType?: string;
  cold: boolean;
  /** Milliseconds from starting the process to its first request for work; on a cold start only. */
  initMs?: number;
  durationMs: number;
  /** It did not run: the function's reserved concurrency was used up. */
  isThrottled?: true;
}

/** A failed result as the Lambda platform itself words one. */
export function toErrorPayload(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}
