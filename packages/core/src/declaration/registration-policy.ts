/** What becomes of a registration in Cliq once nothing here declares it any more. */
export type RemovalPolicy = "delete" | "retain";

/** How the registrar keeps what it holds in Cliq, beside the fields people see. */
export interface RegistrationPolicy {
  /**
   * Id of one that exists in Cliq already and is taken over, with all its fields; nothing foreign is touched without it. An
   * id is one stage's alone: a stage that gives its actions another name or scope than declared registers one of its own.
   */
  readonly adopt?: string;
  /** Left out, what the registrar made is deleted and what it adopted is retained. */
  readonly removalPolicy?: RemovalPolicy;
}

/** An icon of the action's own. */
export interface WithIcon {
  /** A PNG or JPEG file beside `action.ts`, such as "./icon.png", of at most 100 KB. */
  readonly image?: string;
}
