/** A place where people read notices. */
export interface NoticeBoard {
  /** Posts a notice once per key, however often it is asked to; its number. Throws `UpstreamFailed("notice board")`. */
  post(key: string, words: string): Promise<string>;
}
