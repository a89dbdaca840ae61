import { tryAgain } from "@cliq-actions/cliq/remedies";
import { ActionsError } from "@cliq-actions/core";
import * as z from "zod";
import {
  type ConditionalRows,
  dynamoRows,
  openWord,
  rowIn,
  type SeenRow,
  type TablePlace,
} from "../conditional-rows.ts";
import type { DeletionPolicy, DesiredItem } from "./desired-set.ts";

// The names of fields are state: they are in the rows of stages that are deployed, and stay as they are (ledger.test.ts).

const intentSchema = z.looseObject({
  name: z.string(),
  /** Whether the name is a temporary one, which nobody else has. */
  temporary: z.boolean().optional(),
  hint: z.string(),
  kind: z.string().optional(),
  urlDigest: z.string(),
  at: z.number(),
  /** Whose access was used, where that was known: they alone may see what was made. */
  user: z.string().optional(),
});

/** The event that made or adopted an item: as long as it is known, a rollback to what was before takes that back. */
const originSchema = z.looseObject({
  delivery: z.string(),
  at: z.number(),
  /** What was registered then, as `digestOfSet` has it: nothing ("") before a Create. */
  previous: z.string().optional(),
});

/** See {@link originSchema}. */
export type Origin = z.output<typeof originSchema>;

const beforeSchema = originSchema.extend({
  /** Every field that Cliq shows and takes. */
  fields: z.record(z.string(), z.unknown()),
  /** Each handler with its permissions or its script. */
  handlers: z.array(
    z.looseObject({ type: z.string(), permissions: z.array(z.string()).optional(), script: z.string().optional() }),
  ),
  /** What is overwritten and cannot be read, for people. */
  unreadable: z.array(z.string()),
});

/** What an adopted item was before, read whole before anything of it was changed. */
export type Before = z.output<typeof beforeSchema>;

/**
 * What is known of one action of ours. Written ahead: "creating" before the call that creates it (no id yet),
 * "changing" while what Cliq holds may be anything between two states, "registered" once Cliq holds `hash`.
 */
export const ledgerEntrySchema = z.looseObject({
  phase: openWord("creating", "changing", "registered"),
  id: z.string().optional(),
  hash: z.string().optional(),
  /** As last registered: by them a renamed folder and a change of kind are told. */
  name: z.string().optional(),
  kind: z.string().optional(),
  /** Its deletion policy: what becomes of it once nothing declares it. */
  removal: openWord("delete", "retain").optional(),
  /** Whether it was somebody's before a declaration took it over. */
  adopted: z.boolean().optional(),
  /** Whether it was retained once, and has returned. */
  retained: z.boolean().optional(),
  /** Its delete may have been sent: only a look by id proves that it is there. */
  leaving: z.boolean().optional(),
  intent: intentSchema.optional(),
  /** Id of the user who made it: only to them Cliq's "not found" means that it is gone. */
  creator: z.string().optional(),
  /** Who sees it, as last registered: "organization" is everybody. */
  scope: z.string().optional(),
  /** Where Cliq showed something else than it had been sent, by field: compared with that next time. URLs and scripts as digests. */
  shown: z.record(z.string(), z.unknown()).optional(),
  /** Where it comes from, if we made it and are to retain it, or brought it back; of what was retained when it left, what let it go. */
  made: originSchema.optional(),
  /** How to give back what was adopted. Kept until the adoption is certain to stay. */
  before: beforeSchema.optional(),
});

/** What proves, while there is no id, that an item in Cliq is the one we made: the temporary name it was made under. */
export type Intent = z.output<typeof intentSchema>;

/** See {@link ledgerEntrySchema}. Fields of other versions are kept. */
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

const outcomeSchema = z.object({
  status: openWord("SUCCESS", "FAILED"),
  text: z.string(),
  /** What a success told besides. */
  notes: z.string().optional(),
});

/** What CloudFormation was told of a delivery: how many actions there are, or the reason of a failure. */
export type Outcome = z.output<typeof outcomeSchema>;

/** The row of one custom resource: its actions and functions by slug, what is known of CloudFormation's deliveries, and the lease. */
export const ledgerStateSchema = z.looseObject({
  actions: z.record(z.string(), ledgerEntrySchema),
  functions: z.record(z.string(), ledgerEntrySchema).optional(),
  /** What was retained in Cliq when it left, by section and slug: it is ours again when it returns. */
  released: z.record(z.string(), ledgerEntrySchema).optional(),
  /** The properties that were last served whole, and when: what drift is measured by. Absent where an earlier release wrote. */
  registered: z
    .looseObject({
      properties: z.record(z.string(), z.unknown()),
      at: z.number(),
      /** What was registered before, as `digestOfSet` has it: a rollback asks for that. Absent where this is itself a return. */
      previous: z.string().optional(),
    })
    .optional(),
  /** What was adopted and is gone from Cliq since, by section and the slug it had: whoever still declares that id gets one made anew. */
  gone: z.record(z.string(), z.string()).optional(),
  /** What runs have deleted since a whole set was served, by section and slug: a rollback that cannot make it anew has failed. */
  deleted: z.array(z.string()).optional(),
  /** Origins that the stage's URLs have had, once there was more than one: what posts there is no other stage's. */
  origins: z.array(z.string()).optional(),

  /** Until when CloudFormation waits, by delivery. */
  deadlines: z.record(z.string(), z.number()),
  outcomes: z.record(z.string(), outcomeSchema).optional(),
  /**
   * The latest event, noted by whoever serves one, lease or not. It rules: a Delete that arrives while a Create is at work
   * stops it, and stays as a tombstone no late Create gets past.
   */
  latest: z
    .looseObject({
      delivery: z.string(),
      type: openWord("Create", "Update", "Delete"),
      /** When CloudFormation sent it, as far as it tells. */
      sentAt: z.number().optional(),
      /** It undoes a Create that has not arrived. */
      awaitsCreate: z.boolean().optional(),
    })
    .optional(),

  /** The fencing token: raised by whoever takes the lease. */
  generation: z.number().optional(),
  /** Who may change Cliq: the run with this fencing token, as long as others see the heartbeat (`beat`) change. */
  lease: z.looseObject({ generation: z.number(), beat: z.number(), delivery: z.string() }).optional(),
  /** The row was missing when CloudFormation changed or deleted what it says is registered: what is ours has to be found. */
  lost: z.boolean().optional(),
});

/** See {@link ledgerStateSchema}. */
export type LedgerState = z.output<typeof ledgerStateSchema>;

/** What of what was adopted is gone still: not shown by Cliq again, or replaced by one of our own by now. */
export function stillGone(
  section: "actions" | "functions",
  { gone, [section]: entries = {} }: Pick<LedgerState, "gone" | "actions" | "functions">,
  listed: readonly { readonly id: string }[],
): LedgerState["gone"] {
  const shown = new Set(listed.map(({ id }) => id));
  const isGone = ([key, id]: readonly [string, string]): boolean =>
    !key.startsWith(`${section}/`) ||
    !shown.has(id) ||
    ![undefined, id].includes(entries[key.slice(section.length + 1)]?.id);
  return gone && Object.fromEntries(Object.entries(gone).filter(isGone));
}

/** The declaration as it is followed: where what it adopted is gone since, it asks for one of its own. */
export function withoutGone<D extends DesiredItem>(
  section: "actions" | "functions",
  desired: readonly D[],
  gone: LedgerState["gone"] = {},
): readonly D[] {
  const ids = new Set(Object.entries(gone).flatMap(([key, id]) => (key.startsWith(`${section}/`) ? [id] : [])));
  return desired.map((one) => (one.adopt !== undefined && ids.has(one.adopt) ? { ...one, adopt: undefined } : one));
}

/** The ledger's entry of an item that Cliq holds as desired. */
export function toRegistered(id: string, desired: DesiredItem, known?: Partial<LedgerEntry>): LedgerEntry {
  const { name, kind, hash } = desired;
  const { scope } = desired.fields as { readonly scope?: string };
  const stays = known?.leaving === true ? { leaving: false } : {};
  const shown = Object.keys(known?.shown ?? {}).length === 0 ? undefined : known?.shown;
  return {
    phase: "registered",
    id,
    name,
    kind,
    hash,
    scope,
    removal: deletionPolicyOf(desired, known),
    shown,
    ...stays,
  };
}

/**
 * Whether an item stays in Cliq once nothing declares it: so its deletion policy says, or one that only a newer release
 * knows, which is no leave to delete.
 */
export function isRetained({ removal }: Pick<LedgerEntry, "removal">): boolean {
  return removal !== undefined && removal !== "delete";
}

/** What becomes of an item that leaves: as declared, else what was adopted, or retained before, stays and what was made goes. */
export function deletionPolicyOf(
  { removal }: DesiredItem,
  known: Pick<LedgerEntry, "adopted" | "retained"> | undefined,
): DeletionPolicy {
  return removal ?? (known?.adopted === true || known?.retained === true ? "retain" : "delete");
}

/** What we own in Cliq, by proof and not by name. One per custom resource. */
export interface Ledger {
  /** Undefined when nothing was ever recorded. */
  load(): Promise<LedgerState | undefined>;
  /** Replaces the row. Throws {@link LedgerConflict} when another run has written since it was loaded. */
  save(state: LedgerState): Promise<void>;
}

/** Another run has written to the ledger since this one read it; this one must not go on. */
export class LedgerConflict extends ActionsError {
  readonly code: string = "ledger_conflict";

  constructor(
    message = `Something else is changing the same registrations. Wait until it has ended, then ${tryAgain}.`,
  ) {
    super(message);
  }
}

/** CloudFormation has sent a later event, such as the Delete of a rollback: this run stops, and leaves the rest to that one. */
export class Superseded extends LedgerConflict {
  override readonly code = "superseded";

  constructor() {
    super(
      `CloudFormation has asked for something else since, and that is done instead. If you want this all the same, ${tryAgain}.`,
    );
  }
}

/** Which custom resource a ledger is of. */
export interface LedgerKey {
  readonly stackId: string;
  readonly logicalResourceId: string;
}

/** {@link Ledger} as one row, by the name of whose last write it tells other runs apart. */
export function ledgerIn(rows: ConditionalRows, { stackId, logicalResourceId }: LedgerKey): Ledger {
  const name = `registrations#${stackId}#${logicalResourceId}`;
  const row = rowIn<LedgerState | undefined>(rows, name, ledgerStateSchema, undefined);
  let seen: SeenRow<LedgerState | undefined> = { state: undefined, lastWrite: undefined };
  return {
    load: async () => {
      seen = await row.load();
      return seen.state;
    },
    save: async (state) => {
      const written = await row.replace(seen, state);
      if (written === undefined) throw new LedgerConflict();
      seen = written;
    },
  };
}

/** The ledger in its table. */
export function dynamoLedger(place: TablePlace & LedgerKey): Ledger {
  return ledgerIn(dynamoRows(place, "state"), place);
}
