const names = new Intl.DisplayNames(["en"], { type: "language" });

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

/** Whether a text in one language needs no translation into the other. Written Chinese differs by region. */
export function isSameLanguage(one: string, other: string): boolean {
  if (one === other) return true;
  const base = baseOf(one);
  return base !== "zh" && base === baseOf(other);
}

/** A language's English name, such as "French" for "fr"; the code itself where there is none. */
export function toLanguageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

function baseOf(code: string): string {
  return code.toLowerCase().split("-")[0] ?? code;
}
