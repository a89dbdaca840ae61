/** A CDK file asset on disk: a folder that AWS would receive as a zip, or a single file. */
export interface FileAsset {
  /** Absolute path. */
  path: string;
  packaging: "zip" | "file";
}
