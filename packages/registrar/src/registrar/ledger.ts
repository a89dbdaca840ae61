import * as z from "zod";
import { deliveriesShape, leaseShape } from "./deliveries.ts";

const intentSchema = z.looseObject({
  name: z.string(),
  hint: z.string(),
  kind: z.string().optional(),
  urlDigest: z.string(),
  at: z.number(),
});

/**
 * What is known of one action of ours. Written ahead: "creating" before the call that creates it (no id yet),
 * "changing" while what Cliq holds may be anything between two states, "registered" once Cliq holds `hash`.
 */
export const ledgerEntrySchema = z.looseObject({
  phase: z.enum(["creating", "changing", "registered"]),
  id: z.string().optional(),
  hash: z.string().optional(),
  /** As last registered: by them a renamed folder and a change of kind are told. */
  name: z.string().optional(),
  kind: z.string().optional(),
  /** What becomes of it once nothing declares it. */
  removal: z.enum(["delete", "retain"]).optional(),
  /** Whether it was somebody's before a declaration took it over. */
  adopted: z.boolean().optional(),
  /** Its delete may have been sent: only a look by id proves that it is there. */
  leaving: z.boolean().optional(),
  intent: intentSchema.optional(),
});

/** What proves, while there is no id, that an item in Cliq is the one we made. The URL only as a digest. */
export type Intent = z.output<typeof intentSchema>;

/** See {@link ledgerEntrySchema}. Fields of other versions are kept. */
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

/** The row of one custom resource: its actions and functions by slug, what is known of CloudFormation's deliveries, and the lease. */
export const ledgerStateSchema = z.looseObject({
  actions: z.record(z.string(), ledgerEntrySchema),
  functions: z.record(z.string(), ledgerEntrySchema).optional(),
  /** What was retained in Cliq when it left, by section and slug: it is ours again when it returns. */
  released: z.record(z.string(), ledgerEntrySchema).optional(),
  /** The properties that were last served whole, and when: what drift is measured by. Absent where an earlier release wrote. */
  registered: z.looseObject({ properties: z.record(z.string(), z.unknown()), at: z.number() }).optional(),
  ...deliveriesShape,
  ...leaseShape,
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
}
