import type { FunctionHandlerName } from "../function-handlers.ts";
import type { Fields, ReportOddField } from "./block.ts";
import type { InvocationBase } from "./invocation.ts";

/** What was under a seal. */
interface Unsealed {
  readonly value: unknown;
  /** Equal for every use of one opened form, or of one button of an answer. */
  readonly businessKey: string;
}

/** One call of a form or button, as the edge hands it to the function that is called. */
export interface FunctionCall {
  readonly handler: FunctionHandlerName;
  /** `params` of the admitted event. */
  readonly params: Fields;
  readonly base: Omit<InvocationBase, "keys">;
  /** Hash of the raw body. */
  readonly deliveryKey: string;
  /** What the function sealed, taken out of its seal for this person; refused with a `UserError` where it is not theirs. */
  readonly unseal: (sealed: unknown) => Unsealed;
  /** Takes the path of each leaf that is not of the documented type. */
  readonly onOddField: ReportOddField;
}
