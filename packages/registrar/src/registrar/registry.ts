import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { Result } from "@cliq-actions/cliq/rest/result";
import type { DesiredItem } from "./desired-item.ts";
import type { LiveItem } from "./live-item.ts";

/** One of Cliq's two registries, message actions or functions, as the steps of a reconciliation use it. */
export interface Registry<D extends DesiredItem> {
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
  create(desired: D): Promise<Result<LiveItem>>;
  list(): Promise<Result<readonly LiveItem[]>>;
  get(id: string): Promise<Result<LiveItem>>;
  /** Sends every managed field: what is left out would stay as someone made it. */
  update(id: string, desired: D): Promise<Result<unknown>>;
  rename(id: string, name: string): Promise<Result<unknown>>;
  delete(id: string): Promise<Result<undefined>>;
  /** Gives the handlers what they are to have and reads it back. Throws {@link RegistrationFailed}. */
  configure(item: LiveItem, desired: D): Promise<void>;
  /** Remembers what an item holds, as far as it is shown; the function it returns restores that, and tells whether it could. */
  remember(item: LiveItem): Promise<() => Promise<boolean>>;
}
