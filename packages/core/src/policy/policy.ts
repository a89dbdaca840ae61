import type { Envelope } from "../invocation/parse-envelope.ts";
import type { Permission } from "../vocabulary.ts";
import type { Rules } from "./rules.ts";

/** Who may use an action, and where: rules, and the code that holds an event against them. */
export interface Policy<Needed extends Permission = Permission> {
  readonly rules: Rules;
  /** What the action has to declare among its `permissions`. */
  readonly needs: readonly Needed[];
  /** Throws {@link NotAllowed} unless whoever the event is of may use the action where they are. */
  admit(envelope: Envelope): void;
}
