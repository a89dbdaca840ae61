/** A place where notes are kept. */
export interface Notes {
  /** Keeps a note under its key, once however often it is asked. Throws `UpstreamFailed("note store")`. */
  keep(key: string, words: string): Promise<void>;
}
