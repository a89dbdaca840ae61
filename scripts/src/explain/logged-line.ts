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

const common = {
  Action: z.string(),
  Latency: z.number().optional(),
  reference: z.string(),
  requestId: z.string().optional(),
  functionVersion: z.string().optional(),
  error: errorSchema.optional(),
};

const clickSchema = z.looseObject({
  ...common,
  Outcome: z.string(),
  ColdStarts: z.number().optional(),
  status: z.number().optional(),
  oddFields: z.array(z.string()).optional(),
});

const jobSchema = z.looseObject({
  ...common,
  Job: z.string(),
  receives: z.number(),
  why: z.string().optional(),
});

const lineSchema = z.union([
  clickSchema.transform((line) => ({ kind: "click" as const, outcome: line.Outcome, ...line })),
  jobSchema.transform((line) => ({ kind: "job" as const, outcome: line.Job, ...line })),
]);

/** What a request's log line says of an error and its causes. */
export type LoggedError = z.output<typeof errorSchema>;

/** The log line of a click or of one receive of its background work, as `packages/aws` writes it. */
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
