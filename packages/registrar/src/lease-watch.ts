/**
 * The rule by which a lease on a shared row ends: its holder has given no sign of life for as long as it lasts. Nobody
 * compares clocks: whoever waits for it watches the row, for as long as its own pauses take together.
 */
export class LeaseWatch {
  readonly #lastsMs: number;
  #sign: string | undefined;
  #watchedMs = 0;

  constructor(lastsMs: number) {
    this.#lastsMs = lastsMs;
  }

  /** Whether the lease can be taken. `sign` changes with each sign of life of the holder, and is undefined where there is none. */
  isOver(sign: string | undefined): boolean {
    if (sign !== this.#sign) this.#watchedMs = 0;
    this.#sign = sign;
    return sign === undefined || this.#watchedMs >= this.#lastsMs;
  }

  /** To be told of each pause between two looks. */
  paused(ms: number): void {
    this.#watchedMs += ms;
  }
}
