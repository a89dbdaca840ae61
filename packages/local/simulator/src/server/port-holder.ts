import { z } from "zod";

/** Where a start tells who it is, before it serves anything else. */
export const holderPath = "/api/start";

/** Long enough for a start that is busy, short enough for whoever waits for an answer of something else. */
const patienceMs = 2_000;
/** Of a folder's path. */
const mostChars = 1_000;

/** The start that listens on a port. */
const portHolder = z.object({
  kind: z.literal("start of message actions"),
  processId: z.int().positive(),
  /** Of actions. */
  folder: z
    .string()
    .max(mostChars)
    .regex(/^[^\p{Cc}\p{Cf}]+$/u),
  /** Milliseconds since 1970. */
  since: z.int().positive(),
});

/** Who this process is, for the start that finds its port taken. */
export function describeHolder(folder: string): z.output<typeof portHolder> {
  return { kind: "start of message actions", processId: process.pid, folder, since: Date.now() };
}

/** Asks what listens on a port whether it is a start; says who it is, or nothing when it is something else. */
export async function nameHolder(port: number): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${holderPath}`, {
      signal: AbortSignal.timeout(patienceMs),
      redirect: "error",
    });
    const { processId, folder, since } = portHolder.parse(await answer.json());
    return `the start of ${folder} (process ${processId}, since ${new Date(since).toString().slice(0, 24)})`;
  } catch {
    return undefined;
  }
}
