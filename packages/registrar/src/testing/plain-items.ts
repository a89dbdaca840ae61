import { digestOf } from "../digest.ts";
import type { DesiredItem } from "../registrar/desired-set.ts";
import type { LedgerEntry } from "../registrar/ledger.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";

/** What a declaration asks for under a slug, named after it unless told. */
export function desire(slug: string, changes: Partial<DesiredItem> = {}): DesiredItem {
  const name = changes.name ?? `Do ${slug}`;
  return {
    slug,
    name,
    hint: "Does it",
    kind: "webhook",
    executionUrl: `https://a.example/actions/${slug}/credential-${slug}`,
    credentialDigests: [digestOf(`credential-${slug}`)],
    fields: { name },
    adopt: undefined,
    removal: undefined,
    hash: `hash of ${slug}`,
    ...changes,
  };
}

/** What Cliq shows under an id. */
export function show(id: string, changes: Partial<ObservedItem> = {}): ObservedItem {
  const name = changes.name ?? `Do ${id}`;
  return {
    id,
    name,
    hint: "Does it",
    kind: "webhook",
    executionUrl: undefined,
    creator: undefined,
    shown: { id, name },
    ...changes,
  };
}

/** What the ledger holds of something registered as it is desired. */
export function register(slug: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    phase: "registered",
    id: slug,
    hash: `hash of ${slug}`,
    name: `Do ${slug}`,
    kind: "webhook",
    removal: "delete",
    ...changes,
  };
}
