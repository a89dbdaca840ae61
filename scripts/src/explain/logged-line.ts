import * as z from "zod";

const errorSchema = z.looseObject({
  name: z.string().optional(),
  code: z.string().optional(),
  errno: z.string().optional(),
  detail: z.string().optional(),
  stack: z.array(z.string()).optional(),
  get cause() {
    return errorSchema.optional();
  },
});

const lineSchema = z.looseObject({
  Action: z.string(),
  Outcome: z.string(),
  Latency: z.number().optional(),
  ColdStarts: z.number().optional(),
  reference: z.string(),
  status: z.number().optional(),
  requestId: z.string().optional(),
  functionVersion: z.string().optional(),
  oddFields: z.array(z.string()).optional(),
  error: errorSchema.optional(),
});

/** What a request's log line says of an error and its causes. */
export type LoggedError = z.output<typeof errorSchema>;

/** A request's log line, as `packages/aws` writes it. */
export type LoggedLine = z.output<typeof lineSchema>;

/** The log line of a reference; undefined for any other text that CloudWatch Logs returned. */
export function parseLine(message: string, reference: string): LoggedLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return undefined;
  }
  const parsed = lineSchema.safeParse(value);
  return parsed.success && parsed.data.reference === reference ? parsed.data : undefined;
}
