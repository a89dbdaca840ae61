import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { Result } from "@cliq-actions/cliq/rest/result";
import type { DesiredItem } from "./desired-set.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import type { Run } from "./run.ts";

/** The parts of the ledger, one for each kind of item that Cliq knows. */
export type SectionName = "actions" | "functions";

/** Cliq's calls for one kind of item, message actions or functions. */
export interface ItemApi<D extends DesiredItem> {
  /** What one item is called, for people. */
  readonly noun: "message action" | "function";
  /** The calls that each change of an item costs when nothing goes wrong. */
  readonly calls: {
    create(desired: D): readonly Operation[];
    update(desired: D): readonly Operation[];
    readonly rename: Operation;
    readonly delete: Operation;
  };
  /** Sent once: an ambiguous failure is for the caller to settle by listing. */
  create(desired: D): Promise<Result<ObservedItem>>;
  list(): Promise<Result<readonly ObservedItem[]>>;
  get(id: string): Promise<Result<ObservedItem>>;
  /** Sends every managed field: what is left out would stay as someone made it. */
  update(id: string, desired: D): Promise<Result<unknown>>;
  rename(id: string, name: string): Promise<Result<unknown>>;
  delete(id: string): Promise<Result<undefined>>;
  /** Gives the handlers what they are to have and reads it back. Throws `RegistrationFailed`. */
  configure(item: ObservedItem, desired: D): Promise<void>;
  /** Remembers what an item holds, as far as it is shown; the function it returns restores that, and tells whether it could. */
  remember(item: ObservedItem): Promise<() => Promise<boolean>>;
}

/** Everything of one kind that Cliq shows us. Throws `RegistrationFailed`. */
export async function listItems<D extends DesiredItem>(api: ItemApi<D>): Promise<readonly ObservedItem[]> {
  const listed = await api.list();
  if (listed.ok) return listed.value;
  throw toRegistrationFailed(`Cliq's ${api.noun}s could not be listed.`, listed.error);
}

/** The ledger's entries of one kind of item in one run, and Cliq's calls for them. */
export class Section<D extends DesiredItem> {
  readonly run: Run;
  readonly name: SectionName;
  readonly api: ItemApi<D>;

  constructor(run: Run, name: SectionName, api: ItemApi<D>) {
    this.run = run;
    this.name = name;
    this.api = api;
  }

  get entries(): Readonly<Record<string, LedgerEntry>> {
    return this.run.state[this.name] ?? {};
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
    const released = { ...this.run.state.released, [`${this.name}/${slug}`]: entry };
    await this.run.save({ ...this.run.state, [this.name]: rest, released });
  }

  /** The entry that was released under a slug, if one was. */
  released(slug: string): LedgerEntry | undefined {
    return this.run.state.released?.[`${this.name}/${slug}`];
  }

  /** Saves that a released item is ours again, or, when it is no longer in Cliq, that it is not. */
  async reclaim(slug: string, isThere: boolean): Promise<void> {
    const { [`${this.name}/${slug}`]: entry, ...released } = this.run.state.released ?? {};
    const entries = isThere && entry !== undefined ? { ...this.entries, [slug]: entry } : this.entries;
    await this.run.save({ ...this.run.state, [this.name]: entries, released });
  }

  async #save(entries: Readonly<Record<string, LedgerEntry>>): Promise<void> {
    await this.run.save({ ...this.run.state, [this.name]: entries });
  }
}
