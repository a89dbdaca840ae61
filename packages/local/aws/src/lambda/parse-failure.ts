import { z } from "zod";

/** An error as the process of a function describes it; its stack is that of the bundle. */
export interface ReportedError {
  /** Empty for what is no error. */
  name: string;
  message: string;
  stack: string;
  code?: string | undefined;
  cause?: ReportedError | undefined;
  errors?: ReportedError[] | undefined;
}

/** What a function failed with, as its process tells it. */
export interface ReportedFailure {
  failure: ReportedError;
  /** What the function's log calls it; absent where the process itself failed. */
  outcome?: string | undefined;
  requestId?: string | undefined;
}

const error: z.ZodType<ReportedError> = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string(),
  code: z.string().optional(),
  cause: z.lazy(() => error).optional(),
  errors: z.array(z.lazy(() => error)).optional(),
});
const failure: z.ZodType<ReportedFailure> = z.object({
  failure: error,
  outcome: z.string().optional(),
  requestId: z.string().optional(),
});

/** Reads one line that failure-report.cjs writes; undefined for whatever else a process writes there. */
export function parseFailure(line: string): ReportedFailure | undefined {
  try {
    return failure.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
