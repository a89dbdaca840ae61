import type { Connections } from "@cliq-actions/core";

/** The systems behind the translators that a stage can choose, for the `connections.ts` of an action that translates. */
export const translatorConnections = {
  deepl: { origin: "https://api.deepl.com", secret: "deepl-key", when: { translator: "deepl" } },
  libretranslate: { origin: "https://libretranslate.example", when: { translator: "libretranslate" } },
  apertium: { origin: "https://apertium.example", when: { translator: "apertium" } },
} satisfies Connections;
