/** What a message says in plain words. */
export function wordsOf(output: unknown): string {
  const { text, card } = (output ?? {}) as { text?: unknown; card?: { title?: unknown } };
  const words = typeof text === "string" ? text : card?.title;
  return typeof words === "string" ? words : "";
}
