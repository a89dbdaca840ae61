/** What holds whichever system translates. */
export interface TranslationOptions {
  /** Words and names that stay as they are, wherever they stand as whole words. */
  readonly neverTranslate: readonly string[];
  /** Whether people see the original beside the translation. */
  readonly showOriginal: boolean;
}

/** Amazon Translate, in the stage's own account. */
export interface AmazonSettings extends TranslationOptions {
  readonly kind: "amazon";
  /** For the [languages that know it](https://docs.aws.amazon.com/translate/latest/dg/customizing-translations-formality.html); others are translated as ever. */
  readonly formality?: "formal" | "informal" | undefined;
  /** Name of a custom terminology in the stage's account and region. */
  readonly glossary?: string | undefined;
}

/** DeepL. */
export interface DeeplSettings extends TranslationOptions {
  readonly kind: "deepl";
  readonly formality?: "formal" | "informal" | undefined;
  /** Id of a glossary, and the one pair of languages it is for. */
  readonly glossary?: { readonly id: string; readonly from: string; readonly to: string } | undefined;
  readonly origin?: string | undefined;
}

/** A server of LibreTranslate or of Apertium, neither of which knows formality or glossaries. */
export interface OwnServerSettings extends TranslationOptions {
  readonly kind: "libretranslate" | "apertium";
  readonly origin: string;
}

/** What a stage's `translator` says, in `TRANSLATOR` of the functions that translate. */
export type TranslatorSettings = AmazonSettings | DeeplSettings | OwnServerSettings;
