/** What no run may break. */
export const invariants = [
  "no foreign mutation",
  "convergence",
  "budget",
  "bounded work",
  "always answered",
  "secrecy",
] as const;

/** What a run broke: the invariant's name, and how. */
export interface Violation {
  readonly invariant: (typeof invariants)[number];
  readonly what: string;
}
