/** Something that was deleted: when, and as which of the organisation's changes. */
export interface Deletion<Item> {
  readonly item: Item;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly revision: number;
}

/**
 * Ids deleted after a change count. INFERRED, here and nowhere else: the documents' list schemas have `deleted`
 * (for message actions in an unreferenced one); we answer it on the first page of a list with `sync_token`.
 */
export function deletedSince(deletions: readonly Deletion<{ readonly id: string }>[], revision: number): string[] {
  return deletions.filter((deletion) => deletion.revision > revision).map(({ item }) => item.id);
}
