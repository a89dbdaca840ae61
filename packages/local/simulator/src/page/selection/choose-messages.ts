/** How many messages an action can be run on at once (protocol page 2.2). */
export const selectionLimit = 25;

/** The selection with `id` added or taken out; `undefined` when it is full. */
export function toggleSelected(selected: readonly string[], id: string): readonly string[] | undefined {
  if (selected.includes(id)) return selected.filter((other) => other !== id);
  return selected.length < selectionLimit ? [...selected, id] : undefined;
}

/** The messages a menu opened on `id` is about: the whole selection, `id` first, when it is part of it. */
export function messagesUnder(id: string, selected: readonly string[]): readonly string[] {
  return selected.includes(id) ? [id, ...selected.filter((other) => other !== id)] : [id];
}
