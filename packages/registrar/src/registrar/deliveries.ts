import * as z from "zod";

const outcomeSchema = z.object({ status: z.enum(["SUCCESS", "FAILED"]), text: z.string() });

/** What CloudFormation was told of a delivery: how many actions there are, or the reason of a failure. */
export type Outcome = z.output<typeof outcomeSchema>;

/**
 * What the ledger's row knows of CloudFormation's events; whoever serves one notes it, lease or not. The latest one
 * rules: a Delete that arrives while a Create is at work stops it, and stays as a tombstone no late Create gets past.
 */
export const deliveriesShape = {
  /** Until when CloudFormation waits, by delivery. */
  deadlines: z.record(z.string(), z.number()),
  outcomes: z.record(z.string(), outcomeSchema).optional(),
  latest: z
    .looseObject({
      delivery: z.string(),
      type: z.enum(["Create", "Update", "Delete"]),
      /** When CloudFormation sent it, as far as it tells. */
      sentAt: z.number().optional(),
      /** It undoes a Create that has not arrived. */
      awaitsCreate: z.boolean().optional(),
    })
    .optional(),
};

/** Who may change Cliq: the run of this generation, as long as others see the beat change. */
export const leaseShape = {
  generation: z.number().optional(),
  lease: z.looseObject({ generation: z.number(), beat: z.number(), delivery: z.string() }).optional(),
};
