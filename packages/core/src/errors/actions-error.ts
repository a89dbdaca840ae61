/**
 * The one base of every error this repository throws on purpose. `code` is a literal that never changes, so readers
 * compare codes, not classes (a minified bundle has no class names); `cause` carries what led here.
 */
export abstract class ActionsError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.code;
  }
}
