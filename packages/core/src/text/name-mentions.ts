/**
 * Text with the names of the people it mentions. INFERRED from the message object of bots (help pages): Cliq leaves a
 * placeholder `{@}` per mention and tells them in `mentions`, in order. Where the counts differ, the text stays as it is.
 */
export function nameMentions(text: string, mentions: readonly { readonly name: string }[]): string {
  const parts = text.split("{@}");
  if (mentions.length === 0 || parts.length !== mentions.length + 1) return text;
  return parts.reduce((named, part, index) => `${named}@${mentions[index - 1]?.name.replace(/^@/, "")}${part}`);
}
