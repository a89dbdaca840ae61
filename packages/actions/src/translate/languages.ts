const names = {
  af: "Afrikaans",
  sq: "Albanian",
  am: "Amharic",
  ar: "Arabic",
  hy: "Armenian",
  az: "Azerbaijani",
  bn: "Bangla",
  bs: "Bosnian",
  bg: "Bulgarian",
  ca: "Catalan",
  zh: "Chinese",
  "zh-TW": "Chinese (Taiwan)",
  hr: "Croatian",
  cs: "Czech",
  da: "Danish",
  "fa-AF": "Dari",
  nl: "Dutch",
  en: "English",
  et: "Estonian",
  fa: "Persian",
  tl: "Filipino",
  fi: "Finnish",
  fr: "French",
  "fr-CA": "Canadian French",
  ka: "Georgian",
  de: "German",
  el: "Greek",
  gu: "Gujarati",
  ht: "Haitian Creole",
  ha: "Hausa",
  he: "Hebrew",
  hi: "Hindi",
  hu: "Hungarian",
  is: "Icelandic",
  id: "Indonesian",
  ga: "Irish",
  it: "Italian",
  ja: "Japanese",
  kn: "Kannada",
  kk: "Kazakh",
  ko: "Korean",
  lv: "Latvian",
  lt: "Lithuanian",
  mk: "Macedonian",
  ms: "Malay",
  ml: "Malayalam",
  mt: "Maltese",
  mr: "Marathi",
  mn: "Mongolian",
  no: "Norwegian",
  ps: "Pashto",
  pl: "Polish",
  pt: "Portuguese",
  "pt-PT": "European Portuguese",
  pa: "Punjabi",
  ro: "Romanian",
  ru: "Russian",
  sr: "Serbian",
  si: "Sinhala",
  sk: "Slovak",
  sl: "Slovenian",
  so: "Somali",
  es: "Spanish",
  "es-MX": "Mexican Spanish",
  sw: "Swahili",
  sv: "Swedish",
  ta: "Tamil",
  te: "Telugu",
  th: "Thai",
  tr: "Turkish",
  uk: "Ukrainian",
  ur: "Urdu",
  uz: "Uzbek",
  vi: "Vietnamese",
  cy: "Welsh",
};

/**
 * [Languages of Amazon Translate](https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html) by its codes,
 * with the English names that `Intl.DisplayNames` gives them.
 */
export const languages: ReadonlyMap<string, string> = new Map(Object.entries(names));

/** Amazon Translate's codes with a region (Supported languages); every other language goes by its bare code. */
const regional: { readonly [tag: string]: string } = {
  "es-mx": "es-MX",
  "fa-af": "fa-AF",
  "fr-ca": "fr-CA",
  "pt-pt": "pt-PT",
  "zh-hant": "zh-TW",
  "zh-hk": "zh-TW",
  "zh-tw": "zh-TW",
};

/** Codes that other systems use for a language Amazon Translate knows under another. */
const renamed: { readonly [code: string]: string } = { fil: "tl", in: "id", iw: "he", nb: "no", nn: "no" };

/**
 * The language to translate into: the person's own, else the stage's default.
 * INFERRED: Cliq's `language` is a tag such as "en"; regions and underscores are taken, anything else is ignored.
 */
export function toTargetLanguage(own: string | undefined, fallback: string): string {
  const tag = own?.trim().replaceAll("_", "-").toLowerCase() ?? "";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/.test(tag)) return fallback;
  const [base = "", ...rest] = tag.split("-");
  const exact = rest.map((part) => regional[`${base}-${part}`]).find((code) => code !== undefined);
  return exact ?? renamed[base] ?? base;
}

/** A language's English name, such as "French" for "fr"; the code itself where there is none. */
export function toLanguageName(code: string): string {
  return languages.get(code) ?? nameOfOther(code);
}

/** Only of what Amazon Translate does not translate: to ask this costs more than the click. */
function nameOfOther(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
