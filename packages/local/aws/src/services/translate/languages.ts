/** Amazon Translate's language codes. See https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html */
export const languages: ReadonlySet<string> = new Set(
  (
    "af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el gu ht ha he hi hu is id ga it ja kn kk ko lv lt mk ms ml mt mr mn " +
    "no ps pl pt pt-PT pa ro ru sr si sk sl so es es-MX sw sv ta te th tr uk ur uz vi cy"
  ).split(" "),
);

// Apertium names languages by ISO 639-3.
const apertiumCodes: Record<string, string> = {
  af: "afr",
  ar: "ara",
  bg: "bul",
  ca: "cat",
  cy: "cym",
  da: "dan",
  de: "deu",
  en: "eng",
  es: "spa",
  "es-MX": "spa",
  fr: "fra",
  "fr-CA": "fra",
  hr: "hbs_HR",
  id: "ind",
  is: "isl",
  it: "ita",
  kk: "kaz",
  mk: "mkd",
  ms: "zlm",
  mt: "mlt",
  nl: "nld",
  no: "nob",
  pl: "pol",
  pt: "por_BR",
  "pt-PT": "por_PT",
  ro: "ron",
  ru: "rus",
  sl: "slv",
  sr: "hbs_SR",
  sv: "swe",
  tr: "tur",
  uk: "ukr",
  ur: "urd",
};

/** Apertium's name of a language, or undefined when it has none. */
export function toApertiumCode(language: string): string | undefined {
  return apertiumCodes[language];
}
