import * as z from "zod";

/**
 * What is known of one action of ours. Written ahead: "creating" before the call that creates it (no id yet),
 * "changing" while what Cliq holds may be anything between two states, "registered" once Cliq holds `hash`.
 */
export const ledgerEntrySchema = z.looseObject({
  phase: z.enum(["creating", "changing", "registered"]),
  id: z.string().optional(),
  hash: z.string().optional(),
  /** What proves, while there is no id, that an action in Cliq is the one we made. The URL only as a digest. */
  intent: z.looseObject({ name: z.string(), hint: z.string(), urlDigest: z.string(), at: z.number() }).optional(),
});

/** See {@link ledgerEntrySchema}. Fields of other versions are kept. */
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

/** The row of one custom resource: its actions by slug, and until when CloudFormation waits, by delivery. */
export const ledgerStateSchema = z.looseObject({
  actions: z.record(z.string(), ledgerEntrySchema),
  deadlines: z.record(z.string(), z.number()),
  /** Id of the Cliq user who creates our actions, once an answer has told. */
  userId: z.string().optional(),
});

/** See {@link ledgerStateSchema}. */
export type LedgerState = z.output<typeof ledgerStateSchema>;

/** What we own in Cliq, by proof and not by name. One per custom resource. */
export interface Ledger {
  /** Undefined when nothing was ever recorded. */
  load(): Promise<LedgerState | undefined>;
  /** Replaces the row. Throws when another run has written since it was loaded. */
  save(state: LedgerState): Promise<void>;
  /** Throws like `save` when another run has written since; reads only. For after a wait. */
  confirm(): Promise<void>;
  /** Forgets the row. Throws like `save`. */
  clear(): Promise<void>;
}
