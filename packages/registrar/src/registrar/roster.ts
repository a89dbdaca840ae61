import type { DesiredItem } from "./desired-item.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { Registry } from "./registry.ts";

/** The parts of the ledger, one for each of Cliq's registries. */
export type Section = "actions" | "functions";

/** The entries of one section of the ledger in one run, and the registry they are about. */
export class Roster<D extends DesiredItem> {
  readonly run: Reconciliation;
  readonly section: Section;
  readonly registry: Registry<D>;

  constructor(run: Reconciliation, section: Section, registry: Registry<D>) {
    this.run = run;
    this.section = section;
    this.registry = registry;
  }

  get entries(): Readonly<Record<string, LedgerEntry>> {
    return this.run.state[this.section] ?? {};
  }

  /** Ids of all that is provably ours. */
  get ownedIds(): ReadonlySet<string> {
    return new Set(Object.values(this.entries).flatMap(({ id }) => (id === undefined ? [] : [id])));
  }

  /** Saves one entry; what other versions wrote into it stays. */
  async record(slug: string, entry: LedgerEntry): Promise<void> {
    await this.#save({ ...this.entries, [slug]: { ...this.entries[slug], ...entry } });
  }

  /** Saves that an item is another slug's from now on, with whatever else changes for it. */
  async transfer(from: string, to: string, changes: Partial<LedgerEntry> = {}): Promise<void> {
    const { [from]: entry, ...rest } = this.entries;
    if (entry !== undefined) await this.#save({ ...rest, [to]: { ...entry, ...changes } });
  }

  /** Saves that an item is no longer ours, or not there. */
  async forget(slug: string): Promise<void> {
    const { [slug]: _gone, ...rest } = this.entries;
    await this.#save(rest);
  }

  /** Saves that an item stays in Cliq although nothing declares it; its entry is kept for when something does again. */
  async release(slug: string): Promise<void> {
    const { [slug]: entry, ...rest } = this.entries;
    if (entry === undefined) return;
    const released = { ...this.run.state.released, [`${this.section}/${slug}`]: entry };
    await this.run.save({ ...this.run.state, [this.section]: rest, released });
  }

  /** The entry that was released under a slug, if one was. */
  released(slug: string): LedgerEntry | undefined {
    return this.run.state.released?.[`${this.section}/${slug}`];
  }

  /** Saves that a released item is ours again, or, when it is no longer in Cliq, that it is not. */
  async reclaim(slug: string, isThere: boolean): Promise<void> {
    const { [`${this.section}/${slug}`]: entry, ...released } = this.run.state.released ?? {};
    const entries = isThere && entry !== undefined ? { ...this.entries, [slug]: entry } : this.entries;
    await this.run.save({ ...this.run.state, [this.section]: entries, released });
  }

  async #save(entries: Readonly<Record<string, LedgerEntry>>): Promise<void> {
    await this.run.save({ ...this.run.state, [this.section]: entries });
  }
}
