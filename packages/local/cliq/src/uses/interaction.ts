import type { ActionChoice } from "../invocation/invocation.ts";
import type { FunctionUse } from "./function-use.ts";

/** What a person does that Cliq calls an address for. */
export type Interaction = ActionChoice | FunctionUse;
