import type { TranslateEngine } from "./engine.ts";

const plain = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
const accented = "ÅåĆćĎďĒēĞğĤĥÎîĴĵĶķĻļŃńŎŏŔŕŠšŤťŨũŴŵŶŷŽž";
const letters = new Map(Array.from(plain, (letter, index) => [letter, Array.from(accented)[index]!]));

/** Marks text as translated without translating it: `[es] Ĥēļļŏ`. Deterministic; only letters change, so markup and placeholders of other characters survive. */
export const pseudoEngine: TranslateEngine = {
  kind: "pseudo",
  label: "pseudo-translation (no engine installed: letters get accents, the text stays as it is)",
  translate: async (text, _source, target) =>
    `[${target}] ${Array.from(text, (letter) => letters.get(letter) ?? letter).join("")}`,
};
