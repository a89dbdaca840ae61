/** A place where files are stored. */
export interface Files {
  /** Stores a file; storing it again changes nothing. Throws `UpstreamFailed("file store")`. */
  save(name: string, content: string): Promise<void>;
}
