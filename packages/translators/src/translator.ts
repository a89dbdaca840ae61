/** A text in another language, or the news that the system does not translate between these two. */
export type Translation =
  | { readonly supported: true; readonly text: string; /** Language code of the source. */ readonly from: string }
  | { readonly supported: false; /** Where the system tells it. */ readonly from?: string };

/** How to translate one piece of text. Languages are Amazon Translate's codes; adapters know what their system calls them. */
export interface TranslationOrder {
  /** Language code of the source; absent when it is to be found out. */
  readonly from?: string;
  readonly to: string;
  /** Ends the work when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** A system that translates plain text. */
export interface Translator {
  /** What to call it in front of people, such as "Amazon Translate". */
  readonly name: string;
  /** Translates text that holds at least one letter. Throws `UpstreamFailed("translation service")` when it fails. */
  translate(text: string, order: TranslationOrder): Promise<Translation>;
}
