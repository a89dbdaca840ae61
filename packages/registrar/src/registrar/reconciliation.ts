import type { Clock } from "@cliq-actions/cliq/clock";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { Ledger, LedgerEntry, LedgerState } from "./ledger.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/** What reconciling needs from outside; all of it can be simulated. */
export interface ReconcilePorts {
  readonly client: MessageActionClient;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** No write to Cliq begins after this, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** One run: its ports and the ledger's state as last saved. */
export class Reconciliation {
  readonly ports: ReconcilePorts;
  #state: LedgerState;

  constructor(ports: ReconcilePorts, state: LedgerState) {
    this.ports = ports;
    this.#state = state;
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Ids of all actions that are provably ours. */
  get ownedIds(): ReadonlySet<string> {
    return new Set(Object.values(this.#state.actions).flatMap(({ id }) => (id === undefined ? [] : [id])));
  }

  /** Saves one action's entry; what other versions wrote into it stays. */
  async record(slug: string, entry: LedgerEntry): Promise<void> {
    await this.#save({ ...this.#state.actions, [slug]: { ...this.#state.actions[slug], ...entry } });
  }

  /** Saves that an action is another folder's from now on. */
  async transfer(from: string, to: string): Promise<void> {
    const { [from]: entry, ...rest } = this.#state.actions;
    await this.#save(entry === undefined ? rest : { ...rest, [to]: entry });
  }

  /** Saves that an action is no longer ours, or not there. */
  async forget(slug: string): Promise<void> {
    const { [slug]: _gone, ...rest } = this.#state.actions;
    await this.#save(rest);
  }

  /** Remembers which user Cliq names as the creator of our actions; saved with the next entry. */
  learnUser(userId: string | undefined): void {
    if (userId !== undefined) this.#state = { ...this.#state, userId };
  }

  /** Throws when there is no time left for another write. */
  checkTime(): void {
    if (this.ports.clock.now() < this.ports.deadline) return;
    throw new RegistrationFailed("The time CloudFormation allows ran out before Cliq held every action. Deploy again to continue.");
  }

  /**
   * After a failed save, with which this run ends: whether the ledger has the action all the same, from a run that
   * overtook this one. A ledger that cannot be read counts as yes: its intent leads the next run to the action.
   */
  async isKnownElsewhere(id: string): Promise<boolean> {
    const current = await this.ports.ledger.load().catch(() => "unreadable" as const);
    return current === "unreadable" || Object.values(current?.actions ?? {}).some((entry) => entry.id === id);
  }

  async #save(actions: LedgerState["actions"]): Promise<void> {
    const next = { ...this.#state, actions };
    await this.ports.ledger.save(next);
    this.#state = next;
  }
}
