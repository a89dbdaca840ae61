import { tryAgain } from "@cliq-actions/cliq/remedies";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { FunctionClient } from "@cliq-actions/cliq/rest/function-client";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { ActionsError, type AssetReference } from "@cliq-actions/core";
import type { SharedBudget } from "../budget/share-budget.ts";
import { isOutage } from "../retry-policy.ts";
import type { Lease } from "./lease.ts";
import { digestOfSet } from "./delivery.ts";
import { LedgerConflict, type LedgerState, type Origin } from "./ledger.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/** Until when a run may begin writes to Cliq, in milliseconds since the epoch. */
export interface RunTime {
  /** In this invocation; what is left for the next one. Not after the deadline. */
  readonly until: number;
  /** At all, because CloudFormation waits no longer. */
  readonly deadline: number;
}

/** The invocation ends before the work does, and CloudFormation still waits: another invocation is to go on. */
export class InvocationEnding extends ActionsError {
  readonly code = "invocation_ending";

  constructor() {
    super("The function's time is nearly over; the registrations go on in another invocation.");
  }
}

/** Whether with this error the run leaves everything as it is: another run goes on, by the ledger. Else it undoes what it has in hand. */
export function isForAnotherRun(error: unknown): boolean {
  return error instanceof LedgerConflict || error instanceof InvocationEnding || isOutage(error);
}

/**
 * Waits, and tells whether there was time: up to the deadline, or, for what may never pass, while half of an event's wait
 * is left. Throws to end the work.
 */
export type Wait = (ms: number, mayNeverPass?: boolean) => Promise<boolean>;

/** What an event that lasts an hour keeps back from {@link Wait what may never pass}. */
const halfMs = 1_800_000;

/** Cliq, and the budget that each of its calls waits for. */
export interface OpenCliq {
  readonly client: MessageActionClient;
  readonly functions: FunctionClient;
  readonly budget: Pick<SharedBudget, "reserve" | "forecast">;
  /** Another number with every other token: it may be another user's. */
  readonly access: () => number;
}

/** What reconciling needs from outside; all of it can be simulated. */
export interface RunPorts {
  /** `wait` is asked whenever the budget makes a call wait; see `BudgetTerms`. Changes nothing without the lease. */
  readonly openCliq: (wait: Wait, lease: Lease) => OpenCliq;
  /** Reads a script or an icon of the deployment. */
  readonly readAsset: (asset: AssetReference) => Promise<Buffer>;
  readonly lease: Lease;
  readonly time: RunTime;
  /** What CloudFormation asks for, as `digestOfSet` has it; nothing ("") on Delete. Undefined where no event asks. */
  readonly asked?: string;
  /** Where Cliq posts to for this stage; undefined where nobody tells. */
  readonly apiOrigin?: unknown;
  /** Tells the log of something that did not fail. */
  readonly warn: (sentence: string) => void;
  /** Tells, with the answer, what may stay in Cliq and is forgotten, or waits for somebody's access. */
  readonly leave?: (sentence: string) => void;
}

/** A rollback comes within a day: what was made, adopted or let go before that is certain to stay so. */
const certainAfterMs = 86_400_000;

/** Origins of URLs that a stage has, by its ledger, or is about to have. */
export function ownOrigins(
  { origins = [], registered }: Pick<LedgerState, "origins" | "registered">,
  apiOrigin: unknown,
): readonly string[] {
  const all = new Set([...origins, registered?.properties.ApiOrigin, apiOrigin]);
  return [...all].filter((origin) => typeof origin === "string");
}

/** One run: what it has to do with, and the ledger's state as last saved. */
export class Run {
  readonly cliq: OpenCliq;
  readonly clock: Clock;
  readonly time: RunTime;
  readonly asked: string | undefined;
  readonly warn: (sentence: string) => void;
  readonly leave: (sentence: string) => void;
  /** Origins of URLs that this stage has, or had: nobody else's are among them. */
  readonly origins: readonly string[];
  /** Finds out whose access is used; see `reconcile`. */
  findUser: () => Promise<void> = async () => undefined;
  readonly #lease: Lease;
  #state: LedgerState;
  #isOvertaken = false;
  #user: { readonly id: string | undefined; readonly access: number } | undefined;

  constructor({ openCliq, lease, time, asked, apiOrigin, warn, leave = warn }: RunPorts, state: LedgerState) {
    this.cliq = openCliq(async (ms, mayNeverPass) => this.#wait(ms, mayNeverPass), lease);
    this.clock = lease.clock;
    this.time = time;
    this.asked = asked;
    this.warn = warn;
    this.leave = leave;
    this.#lease = lease;
    this.origins = ownOrigins(state, apiOrigin);
    // Saved with the first write that precedes one to Cliq.
    this.#state = this.origins.length > 1 ? { ...state, origins: [...this.origins] } : state;
  }

  /** The delivery this run serves. */
  get delivery(): string {
    return this.#lease.delivery;
  }

  /** Until when the run waits for what may never pass. */
  get halfTime(): number {
    return this.time.deadline - halfMs;
  }

  /** This event as where what it makes, adopts or brings back comes from. */
  get origin(): Origin {
    const { registered, latest } = this.#state;
    const isFirst = registered === undefined && latest?.type === "Create";
    const previous = isFirst ? "" : registered && digestOfSet(registered.properties);
    return { delivery: this.delivery, at: this.clock.now(), ...(previous === undefined ? {} : { previous }) };
  }

  /** Whether this event asks for just what was registered before that one, as its rollback does, and as a person may by hand. */
  isRollbackOf({ at, previous }: Pick<Origin, "at" | "previous">): boolean {
    return previous === this.asked && this.clock.now() - at < certainAfterMs;
  }

  /** Whether CloudFormation was told that that event failed: then nothing of it was ever to stay. */
  hasFailed({ delivery }: Origin): boolean {
    return this.#state.outcomes?.[delivery]?.status === "FAILED";
  }

  /** Whether this event asks for just what is registered, as the rollback of an update that failed does. */
  get isUnchanged(): boolean {
    const { registered, lost } = this.#state;
    return registered !== undefined && lost !== true && this.asked === digestOfSet(registered.properties);
  }

  /** Whether this event asks for what is registered or was before, as a rollback does: its state was there, and it has no other way out. */
  get isReturn(): boolean {
    const { at = 0, previous } = this.#state.registered ?? {};
    return this.isUnchanged || (previous !== undefined && this.isRollbackOf({ at, previous }));
  }

  /** Whether nobody can correct what is asked for, as in a rollback, or where only what was registered is healed. */
  get isPastCorrection(): boolean {
    return this.asked === undefined || this.isReturn;
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Saves the ledger's next state. */
  async save(next: LedgerState): Promise<void> {
    await this.#alone(async () => this.#lease.save(next));
    this.#state = next;
  }

  /** Id of the user whose access is used, once an answer of Cliq's has told: with another token, nobody knows any more. */
  get user(): string | undefined {
    return this.#user?.access === this.cliq.access() ? this.#user.id : undefined;
  }

  set user(id: string | undefined) {
    this.#user = { id, access: this.cliq.access() };
  }

  /** Whether Cliq has answered to the access that is in use, and does not tell who makes what. */
  get isMakerless(): boolean {
    return this.#user?.access === this.cliq.access() && this.#user.id === undefined;
  }

  /** Id of the user whose access is used: Cliq is asked until it has answered, be it without telling. */
  async askUser(): Promise<string | undefined> {
    if (this.#user?.access !== this.cliq.access()) await this.findUser();
    return this.user;
  }

  /** Whether the access that is stored now is known to be this user's. */
  async isAccessOf(user: string): Promise<boolean> {
    return (await this.askUser()) === user;
  }

  /**
   * Before a step: throws when there is no time left for it, then waits until all of its calls can be made, so that
   * nothing stays half done in Cliq while one of them waits.
   */
  async makeRoom(...calls: readonly Operation[]): Promise<void> {
    this.#checkTime();
    const grant = await this.cliq.budget.reserve(calls);
    if (grant.granted) return;
    const minutes = Math.ceil(grant.retryAfterMs / 60_000);
    throw new RegistrationFailed(
      grant.locked ? `${lockedTooLong} Wait ${minutes} minutes, then ${tryAgain}.` : outOfTime,
    );
  }

  /**
   * After a failed save, with which this run ends: whether somebody sees to the item all the same, because the ledger
   * knows it from a run that overtook this one, or has an intent that leads to it. A ledger that cannot be read counts
   * as yes. Otherwise nobody knows it, and it may be deleted whoever holds the lease.
   */
  async isSeenToElsewhere(id: string): Promise<boolean> {
    const current = await this.#lease.load().catch(() => "unreadable" as const);
    if (current === "unreadable") return true;
    const entries = [...Object.values(current?.actions ?? {}), ...Object.values(current?.functions ?? {})];
    if (entries.some((entry) => entry.id === id || entry.id === undefined)) return true;
    this.#lease.disown(id);
    return false;
  }

  #checkTime(): void {
    const { clock, time } = this;
    if (clock.now() >= time.deadline) throw new RegistrationFailed(outOfTime);
    if (clock.now() >= time.until) throw new InvocationEnding();
  }

  /** Waits for the budget, and makes sure afterwards that the work is still this run's: a wait can take minutes. */
  async #wait(ms: number, mayNeverPass = false): Promise<boolean> {
    const { clock, time } = this;
    const end = clock.now() + ms;
    if (end >= (mayNeverPass ? this.halfTime : time.deadline)) return false;
    await clock.sleep(Math.max(0, Math.min(end, time.until) - clock.now()));
    if (end > time.until) throw new InvocationEnding();
    // Who was overtaken only cleans up after itself.
    if (!this.#isOvertaken) await this.#alone(async () => this.#lease.confirm());
    return true;
  }

  async #alone(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#isOvertaken ||= error instanceof LedgerConflict;
      throw error;
    }
  }
}

const lockedTooLong =
  "Cliq has locked an operation after too many calls, and there is no time to wait until that is over.";
const outOfTime = `The time for it ran out before Cliq held every action. To continue, ${tryAgain}.`;
