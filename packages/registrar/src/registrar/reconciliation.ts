import type { Clock } from "@cliq-actions/cliq/clock";
import type { FunctionClient } from "@cliq-actions/cliq/rest/function-client";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { SharedBudget } from "../budget/share-budget.ts";
import type { AssetReference } from "@cliq-actions/core";
import type { Ledger, LedgerState } from "./ledger.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { InvocationEnding, type RunTime } from "./run-time.ts";

/** Cliq, and the budget that each of its calls waits for. */
export interface OpenCliq {
  readonly client: MessageActionClient;
  readonly functions: FunctionClient;
  readonly budget: Pick<SharedBudget, "reserve" | "forecast">;
}

/** What reconciling needs from outside; all of it can be simulated. */
export interface ReconcilePorts {
  /** `wait` is asked whenever the budget makes a call wait; see `BudgetTerms`. */
  readonly openCliq: (wait: (ms: number) => Promise<boolean>) => OpenCliq;
  /** Reads a script or an icon of the deployment. */
  readonly readAsset: (asset: AssetReference) => Promise<Buffer>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly time: RunTime;
  /** Told of an item that this run made and the ledger does not know; see `Fence`. */
  readonly disown?: (id: string) => void;
}

/** One run: its ports and the ledger's state as last saved. */
export class Reconciliation {
  readonly ports: OpenCliq & Omit<ReconcilePorts, "openCliq">;
  #state: LedgerState;
  #isOvertaken = false;

  constructor({ openCliq, ...ports }: ReconcilePorts, state: LedgerState) {
    this.ports = { ...ports, ...openCliq(async (ms) => this.#wait(ms)) };
    this.#state = state;
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Saves the ledger's next state. */
  async save(next: LedgerState): Promise<void> {
    await this.#alone(async () => this.ports.ledger.save(next));
    this.#state = next;
  }

  /** Remembers which user Cliq names as the creator of our actions; saved with the next entry. */
  learnUser(userId: string | undefined): void {
    if (userId !== undefined) this.#state = { ...this.#state, userId };
  }

  /**
   * Before a step: throws when there is no time left for it, then waits until all of its calls can be made, so that
   * nothing stays half done in Cliq while one of them waits.
   */
  async makeRoom(...calls: readonly Operation[]): Promise<void> {
    this.#checkTime();
    const grant = await this.ports.budget.reserve(calls);
    if (grant.granted) return;
    const minutes = Math.ceil(grant.retryAfterMs / 60_000);
    throw new RegistrationFailed(
      grant.locked ? `${lockedTooLong} Wait ${minutes} minutes, then deploy again.` : outOfTime,
    );
  }

  /**
   * After a failed save, with which this run ends: whether somebody sees to the item all the same, because the ledger
   * knows it from a run that overtook this one, or has an intent that leads to it. A ledger that cannot be read counts
   * as yes. Otherwise nobody knows it, and it may be deleted whoever holds the lease.
   */
  async isSeenToElsewhere(id: string): Promise<boolean> {
    const current = await this.ports.ledger.load().catch(() => "unreadable" as const);
    if (current === "unreadable") return true;
    const entries = [...Object.values(current?.actions ?? {}), ...Object.values(current?.functions ?? {})];
    if (entries.some((entry) => entry.id === id || entry.id === undefined)) return true;
    this.ports.disown?.(id);
    return false;
  }

  #checkTime(): void {
    const { clock, time } = this.ports;
    if (clock.now() >= time.deadline) throw new RegistrationFailed(outOfTime);
    if (clock.now() >= time.until) throw new InvocationEnding();
  }

  /** Waits for the budget, and makes sure afterwards that the work is still this run's: a wait can take minutes. */
  async #wait(ms: number): Promise<boolean> {
    const { clock, time, ledger } = this.ports;
    const end = clock.now() + ms;
    if (end >= time.deadline) return false;
    await clock.sleep(Math.max(0, Math.min(end, time.until) - clock.now()));
    if (end > time.until) throw new InvocationEnding();
    // Who was overtaken only cleans up after itself.
    if (!this.#isOvertaken) await this.#alone(async () => ledger.confirm());
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
  "Cliq has locked an operation after too many calls, and CloudFormation does not wait until that is over.";
const outOfTime = "The time CloudFormation allows ran out before Cliq held every action. Deploy again to continue.";
