/** What a function failed with, for its author alone: messages may quote what people wrote, and keys. */
export interface LocalFailure {
  /** The error's name, or the code of one of this repository's; empty when what was thrown is no error. */
  name: string;
  message: string;
  code?: string;
  /** Where in the sources, such as `packages/actions/src/x/action.ts:12:7`; absent where no frame tells. */
  place?: string;
  /** The sources' own frames, innermost first. */
  frames: string[];
  cause?: LocalFailure;
  /** Of an `AggregateError`, the first. */
  errors?: LocalFailure[];
}
