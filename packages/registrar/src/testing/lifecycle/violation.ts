/** What a run broke: the invariant's name, and how. */
export interface Violation {
  readonly invariant: "no foreign mutation" | "convergence" | "budget" | "bounded work" | "always answered";
  readonly what: string;
}
