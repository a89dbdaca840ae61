/** What the actions of a stage do in Cliq besides being there. */
export interface StageNeeds {
  /** Whether one has a form or a button of its own. */
  readonly functions: boolean;
  /** Whether one works in the background. */
  readonly background: boolean;
}
