import { z } from "zod";

import type { Queue } from "./queue.ts";

const count = z.union([z.int(), z.string().regex(/^\d{1,4}$/)]).transform(Number);
const redrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string().min(1),
  maxReceiveCount: count.pipe(z.int().min(1).max(1000)),
});
const redriveAllowPolicy = z.union([
  z.strictObject({ redrivePermission: z.enum(["allowAll", "denyAll"]) }),
  z.strictObject({
    redrivePermission: z.literal("byQueue"),
    sourceQueueArns: z.array(z.string().min(1)).min(1).max(10),
  }),
]);

/** After how many receives a message goes to which queue. */
export type RedrivePolicy = z.output<typeof redrivePolicy>;

/** Reads a redrive policy; undefined for what is none. */
export function parseRedrivePolicy(text: string): RedrivePolicy | undefined {
  return redrivePolicy.safeParse(parseJson(text)).data;
}

/** Reads whose dead-letter queue a queue may be; undefined for what says no such thing. */
export function parseRedriveAllowPolicy(text: string): z.output<typeof redriveAllowPolicy> | undefined {
  return redriveAllowPolicy.safeParse(parseJson(text)).data;
}

/** The redrive policy of a queue that has one. */
export function redrivePolicyOf({ settings }: Queue): RedrivePolicy | undefined {
  return settings["RedrivePolicy"] === undefined ? undefined : parseRedrivePolicy(settings["RedrivePolicy"]);
}

/** Whether a queue may be the dead-letter queue of the one with that ARN. */
export function takesDeadLettersOf({ settings }: Queue, sourceArn: string): boolean {
  const allowed = parseRedriveAllowPolicy(settings["RedriveAllowPolicy"] ?? '{"redrivePermission":"allowAll"}');
  if (allowed?.redrivePermission === "byQueue") return allowed.sourceQueueArns.includes(sourceArn);
  return allowed?.redrivePermission === "allowAll";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
