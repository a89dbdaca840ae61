import { isDeepStrictEqual } from "node:util";
import type { Handler } from "@cliq-actions/cliq/rest/message-action";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { Result } from "@cliq-actions/cliq/rest/result";
import type { DesiredItem } from "./desired-set.ts";
import type { Before, LedgerEntry, LedgerState } from "./ledger.ts";
import type { Differences, ObservedItem } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import type { Run } from "./run.ts";

/** The parts of the ledger, one for each kind of item that Cliq knows. */
export type SectionName = "actions" | "functions";

/** Cliq's calls for one kind of item, message actions or functions. `D` is how that kind is desired; who only takes steps need not know. */
export interface ItemApi<D extends DesiredItem = DesiredItem> {
  /** What one item is called, for people. */
  readonly noun: "message action" | "function";
  /** The calls that each change of an item costs when nothing goes wrong. */
  readonly calls: {
    create(desired: D): readonly Operation[];
    update(desired: D): readonly Operation[];
    readonly rename: Operation;
    readonly delete: Operation;
  };
  /** Makes it under a temporary name. Sent once: an ambiguous failure is for the caller to settle by listing. */
  create(desired: D, temporaryName: string): Promise<Result<ObservedItem>>;
  list(): Promise<Result<readonly ObservedItem[]>>;
  get(id: string): Promise<Result<ObservedItem>>;
  /** Sends every managed field: what is left out would stay as someone made it. */
  update(id: string, desired: D): Promise<Result<unknown>>;
  /** Writes these fields alone, in the words of the REST API. */
  write(id: string, fields: object): Promise<Result<unknown>>;
  delete(id: string): Promise<Result<undefined>>;
  /** Gives the handlers what they are to have, and tells where Cliq then shows something else. Throws `RegistrationFailed`. */
  configure(item: ObservedItem, desired: D): Promise<Differences>;
  /** The fields that an update can write: what is adopted must show all of them, or it could not be given back. */
  writable(item: ObservedItem, desired: D): readonly string[];
  /** The types of the handlers that an item has; undefined where Cliq does not show them. */
  handlersOf(item: ObservedItem): readonly string[] | undefined;
  getHandler(id: string, type: string): Promise<Result<Handler>>;
  /** Gives an item back the handlers it had, and tells where Cliq then shows something else. Throws `RegistrationFailed`. */
  restoreHandlers(id: string, about: string, handlers: Before["handlers"]): Promise<Differences>;
}

/** What Cliq shows, by kind. */
export type Live = Readonly<Record<SectionName, readonly ObservedItem[]>>;

/** Everything of one kind that Cliq shows us. Throws `RegistrationFailed`. */
export async function listItems(api: ItemApi): Promise<readonly ObservedItem[]> {
  const listed = await api.list();
  if (listed.ok) return listed.value;
  throw toRegistrationFailed(`Cliq's ${api.noun}s could not be listed.`, listed.error);
}

/** The ledger's entries of one kind of item in one run, and Cliq's calls for them. */
export class Section {
  readonly run: Run;
  readonly name: SectionName;
  readonly api: ItemApi;

  /** By id, with which access it was last shown. */
  readonly #shown = new Map<string, number | undefined>();
  /** By id, who has made what was shown. */
  readonly #makers = new Map<string, string | undefined>();

  constructor(run: Run, name: SectionName, api: ItemApi) {
    this.run = run;
    this.name = name;
    const note = async <T extends ObservedItem | readonly ObservedItem[]>(call: () => Promise<Result<T>>) => {
      const before = run.cliq.access();
      const result = await call();
      const access = run.cliq.access();
      // With another token before its end it may have been another's; the first one of all is had with the call.
      const isOne = access === before || (before === 0 && access === 1);
      for (const { id, creator } of result.ok ? [result.value].flat() : []) {
        this.#shown.set(id, isOne ? access : undefined);
        this.#makers.set(id, creator?.id);
      }
      return result;
    };
    this.api = {
      ...api,
      list: async () => note(async () => api.list()),
      get: async (id) => note(async () => api.get(id)),
    };
  }

  /** Whether Cliq has shown an item in this run: to the very access that is in use, or to any. */
  hasShown(id: string, to: "this" | "any" = "this"): boolean {
    return to === "any" ? this.#shown.has(id) : this.#shown.get(id) === this.run.cliq.access();
  }

  /** Who has made these, of those that Cliq has shown in this run. */
  makersOf(ids: Iterable<string>): readonly (string | undefined)[] {
    return [...ids].flatMap((id) => (this.#makers.has(id) ? [this.#makers.get(id)] : []));
  }

  get entries(): Readonly<Record<string, LedgerEntry>> {
    return this.run.state[this.name] ?? {};
  }

  /** Ids of all that is provably ours. */
  get ownedIds(): ReadonlySet<string> {
    return new Set(Object.values(this.entries).flatMap(({ id }) => (id === undefined ? [] : [id])));
  }

  /** Whether no create is open whose outcome is unknown. */
  get isSettled(): boolean {
    return Object.values(this.entries).every(({ id }) => id !== undefined);
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
    await this.#save(rest, this.#deletedWithout(rest));
  }

  /** Whether a run has deleted what a slug had, since a whole set was served, and nothing took its place. */
  hasDeleted(slug: string): boolean {
    return this.entries[slug] === undefined && this.run.state.deleted?.includes(this.#key(slug)) === true;
  }

  /** Saves that an item stays in Cliq although nothing declares it; its entry is kept, with what let it go, for when something does again. */
  async release(slug: string): Promise<void> {
    const { [slug]: entry, ...rest } = this.entries;
    if (entry === undefined) return;
    const released = { ...this.run.state.released, [this.#key(slug)]: { ...entry, made: this.run.origin } };
    await this.run.save({ ...this.run.state, [this.name]: rest, released });
  }

  /** Saves that what was released under a slug is registered as it was. */
  async reclaim(slug: string): Promise<void> {
    const { [this.#key(slug)]: entry, ...released } = this.run.state.released ?? {};
    if (entry === undefined) return;
    const { made: _letGo, ...registered } = entry;
    await this.#save({ ...this.entries, [slug]: registered }, { released });
  }

  /** Saves which of what was adopted is still gone from Cliq, by what it shows. */
  async keepGone(gone: LedgerState["gone"]): Promise<void> {
    if (!isDeepStrictEqual(gone, this.run.state.gone)) await this.run.save({ ...this.run.state, gone });
  }

  /** Saves that what a slug has adopted is gone from Cliq. */
  async lose(slug: string, id: string): Promise<void> {
    await this.run.save({ ...this.run.state, gone: { ...this.run.state.gone, [this.#key(slug)]: id } });
  }

  /** The entry that was released under a slug, if one was. */
  released(slug: string): LedgerEntry | undefined {
    return this.run.state.released?.[this.#key(slug)];
  }

  /** Saves all entries as they were settled; `ended` are slugs under which what was released is among them, or gone from Cliq. */
  async replace(entries: Readonly<Record<string, LedgerEntry>>, ended: ReadonlySet<string>): Promise<void> {
    const { released } = this.run.state;
    const left = Object.fromEntries(
      Object.entries(released ?? {}).filter(
        ([key]) => !key.startsWith(`${this.name}/`) || !ended.has(key.slice(this.name.length + 1)),
      ),
    );
    if (isDeepStrictEqual(entries, this.entries) && isDeepStrictEqual(left, released ?? {})) return;
    await this.#save(entries, {
      ...this.#deletedWithout(entries),
      ...(released === undefined ? {} : { released: left }),
    });
  }

  #key(slug: string): string {
    return `${this.name}/${slug}`;
  }

  /** What runs have deleted, with those that were leaving and are no longer among the entries, whenever and by whichever run that is found out; of these, what was adopted is gone. */
  #deletedWithout(entries: Section["entries"]): Partial<LedgerState> {
    const left = Object.entries(this.entries).filter(([slug, { leaving }]) => leaving === true && !(slug in entries));
    if (left.length === 0) return {};
    const { deleted = [], gone } = this.run.state;
    const lost = left.flatMap(([slug, { id, adopted }]) => (adopted === true && id ? [[this.#key(slug), id]] : []));
    return {
      deleted: [...deleted, ...left.map(([slug]) => this.#key(folderOf(slug)))],
      ...(lost.length === 0 ? {} : { gone: { ...gone, ...Object.fromEntries(lost) } }),
    };
  }

  async #save(entries: Section["entries"], more: Partial<LedgerState> = {}): Promise<void> {
    await this.run.save({ ...this.run.state, [this.name]: entries, ...more });
  }
}

/** Of what stepped aside for another kind, the slug that it had. */
function folderOf(slug: string): string {
  return slug.split("~")[0] ?? slug;
}
