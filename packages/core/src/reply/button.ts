/**
 * A [button](https://www.zoho.com/cliq/help/restapi/v3/) under a message: an opaque value that only {@link openUrl},
 * {@link copyText} and their kin make.
 */
export class Button {
  readonly #json: string;
  /** What two buttons are compared by. */
  protected readonly json: string;

  /** `json` is its wire form. */
  constructor(json: string) {
    this.#json = json;
    this.json = json;
    Object.freeze(this);
  }

  /** Its wire form; undefined for any value that no builder made. */
  static jsonOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null && #json in value ? value.#json : undefined;
  }
}
