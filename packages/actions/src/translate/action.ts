import { defineMessageAction } from "@cliq-actions/core";
import { cutText } from "@cliq-actions/core";
import { toTargetLanguage } from "./languages.ts";
import { renderTranslations } from "./render-translations.ts";
import { shareSpace } from "./share-space.ts";
import { translateTexts } from "./translate-texts.ts";
import type { Translator } from "./translator.ts";

/** Most characters that one click translates: what the longest message holds, and twice what a reply can show. */
const longestInput = 10_000;

/** Translates messages into the language of the person who asks. */
export default defineMessageAction({
  name: "Translate",
  hint: "Read these messages in your language",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message", "user"],
  multiSelectable: true,

  async execute(
    { messages, user },
    { translator, defaultLanguage }: { translator: Translator; defaultLanguage: string },
  ) {
    const to = toTargetLanguage(user.language, defaultLanguage);
    const shares = shareSpace(
      messages.map(({ text }) => text.length),
      longestInput,
    );
    const texts = messages.map(({ text }, index) => cutText(text.toWellFormed(), shares[index] ?? 0));
    const results = await translateTexts(texts, to, translator);
    const entries = results.map((result, index) => ({ result, sender: messages[index]?.sender.name ?? "Someone" }));
    return renderTranslations(entries, { to, translator: translator.name });
  },
});
