import { card, confirmation, defineButton, edit, type MessageEdit, type Reply } from "@cliq-actions/core";

/** A note as its card shows it. */
export function showNote(words: string, times: number): Reply {
  const confirm = confirmation({ title: "Once more?", input: "Why", buttonLabel: "Yes" });
  return card({
    title: `Noted ${times} times`,
    text: words,
    buttons: [again.button("Again", { words, times }, { confirm })],
  });
}

/** Notes the same again, with what the person wrote. */
export const again = defineButton({
  name: "Note again",
  args: { words: "string", times: "number" },
  click: ({ args, input }): MessageEdit => edit(showNote(input ?? args.words, args.times + 1)),
});
