/**
 * What an action answers: an opaque value that only {@link text}, {@link card} and {@link banner} make, so that people's
 * raw text cannot slip into it. A test reads one with `outputOf` from the test kit.
 */
export class Reply {
  readonly #json: string;
  /** What two replies are compared by. */
  protected readonly json: string;

  /** `json` is the text of Cliq's `output`. */
  constructor(json: string) {
    this.#json = json;
    this.json = json;
    Object.freeze(this);
  }

  /** The text of Cliq's `output`; undefined for any value that no builder made. Runs none of the value's code. */
  static jsonOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null && #json in value ? value.#json : undefined;
  }
}
