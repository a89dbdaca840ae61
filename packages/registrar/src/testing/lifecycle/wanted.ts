import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";

/** What a stack asks of the registrar. */
export interface Wanted {
  readonly actions: readonly ManifestAction[];
  readonly functions?: readonly ManifestFunction[];
  readonly version: number;
  /** Of the routes, where it is another than usual. */
  readonly origin?: string;
  /** What another release of the stack said besides. */
  readonly unknown?: Readonly<Record<string, string>>;
}

/** Where the stack's routes are. */
export const apiOrigin = "https://abc123.execute-api.us-east-1.amazonaws.com";
