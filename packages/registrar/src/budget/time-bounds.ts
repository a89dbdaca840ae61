/** What time it is, as far as it is known: not before the one, not after the other. Milliseconds since the epoch. */
export interface TimeBounds {
  readonly earliest: number;
  readonly latest: number;
}
