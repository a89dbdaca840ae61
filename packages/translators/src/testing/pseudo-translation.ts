/** What turns text of one language into another; languages are Amazon Translate's codes. */
export interface TranslateEngine {
  /** One line for people, naming the engine and what it can do. */
  label: string;
  translate(text: string, source: string, target: string): Promise<string>;
}

const plain = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
const accented = "ÅåĆćĎďĒēĞğĤĥÎîĴĵĶķĻļŃńŎŏŔŕŠšŤťŨũŴŵŶŷŽž";
const letters = new Map(Array.from(plain, (letter, index) => [letter, Array.from(accented)[index]!]));

/** Marks text as translated without translating it: `[es] Ĥēļļŏ`. Deterministic; only letters change, so markup and placeholders of other characters survive. */
export const pseudoEngine: TranslateEngine = {
  label: "Translation: pseudo-translation (no engine installed: letters get accents, the text stays as it is)",
  translate: async (text, _source, target) =>
    `[${target}] ${Array.from(text, (letter) => letters.get(letter) ?? letter).join("")}`,
};

const scripts: [RegExp, string][] = [
  [/[\u3040-\u30ff]/g, "ja"],
  [/[\uac00-\ud7af]/g, "ko"],
  [/[\u4e00-\u9fff]/g, "zh"],
  [/[іїєґ]/gi, "uk"],
  [/[\u0400-\u04ff]/g, "ru"],
  [/[\u0600-\u06ff]/g, "ar"],
  [/[\u0590-\u05ff]/g, "he"],
  [/[\u0900-\u097f]/g, "hi"],
  [/[\u0b80-\u0bff]/g, "ta"],
  [/[\u0370-\u03ff]/g, "el"],
  [/[\u0e00-\u0e7f]/g, "th"],
];

const words: Record<string, string> = {
  en: "the and is are was were of to in that it for you we they with have has this not be on at can will would please hello my your our from what when how thanks i a",
  es: "el la los las de que y en un una es son por con para no se lo como más pero su sus este esta está hola gracias cuando muy yo tú nosotros del al",
  fr: "le la les de des et en un une est sont pour avec que qui ne pas se ce cette il elle nous vous mais bonjour merci sur dans au aux du très je",
  de: "der die das und ist sind in den von zu mit sich des auf für nicht ein eine einen im dem auch es an wir ihr sie ich hallo danke bitte wie aber",
  it: "il lo la gli le di che e è sono in un una per con non si come più ma suo questo questa ciao grazie quando molto io noi del della alla",
  pt: "o a os as de que e em um uma é são por com para não se como mais mas seu sua este esta está olá obrigado obrigada quando muito eu nós do da no na",
  nl: "de het een en van ik te dat die in is zijn met op voor niet aan er om ook als bij maar hallo dank wij jullie naar wat",
  sv: "och att det som en är på för med den till inte av har de ett om var jag vi ni hej tack från men",
  pl: "i w nie na się że z do to jest jak ale po co tak za od przez dla są cześć dziękuję proszę my wy",
  tr: "ve bir bu da de için ile çok ne var ben sen biz siz değil gibi ama merhaba teşekkürler lütfen",
};
const commonWords = Object.entries(words).map(([language, list]) => ({ language, known: new Set(list.split(" ")) }));

/** Guesses the language of a text by its script, then by its commonest words; "en" when nothing tells. Rough, and enough for a laptop. */
export function detectLanguage(text: string): string {
  const lettersInText = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of scripts) {
    if ((text.match(script)?.length ?? 0) * 4 > lettersInText) return language;
  }
  const inText = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = { language: "en", score: 0 };
  for (const { language, known } of commonWords) {
    const score = inText.filter((word) => known.has(word)).length;
    if (score > best.score) best = { language, score };
  }
  return best.language;
}
