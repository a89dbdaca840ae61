/**
 * The one base of every error this repository throws on purpose. `code` is a literal that never changes,
 * so readers compare codes, not classes; `cause` carries what led here.
 */
export abstract class ActionsError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
