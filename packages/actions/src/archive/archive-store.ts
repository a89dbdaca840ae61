import type { Archive } from "./archive.ts";

/** Where an archive's two documents ended up. */
export interface StoredArchive {
  /** Object key of the Markdown transcript, for people. */
  readonly transcriptKey: string;
  /** Object key of the JSON document, for programs. */
  readonly documentKey: string;
}

/** A place that keeps archives for good. */
export interface ArchiveStore {
  /**
   * Stores both documents; resolves only after both are safe. The same archive stored again ends up in the same place
   * with the same bytes. Throws `UpstreamFailed("archive")` when the store does not answer in time.
   */
  save(archive: Archive): Promise<StoredArchive>;
}
