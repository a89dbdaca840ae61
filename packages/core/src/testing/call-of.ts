import type { FunctionHandlerName } from "../function-handlers.ts";
import type { FunctionCall } from "../invocation/function-call.ts";
import { eventOf, testOrganizationId } from "./event-of.ts";
import { neverAborted } from "./never-aborted.ts";

/** A call of a form or button as the edge makes it, with a seal that is the value's own JSON. */
export function callOf(handler: FunctionHandlerName, params: object): FunctionCall {
  return {
    handler,
    params: { ...eventOf("text-message").params, ...params },
    base: {
      slug: "test-action",
      organizationId: testOrganizationId,
      at: 1_707_283_715_000,
      signal: neverAborted,
    },
    deliveryKey: "delivery",
    unseal: (sealed) => ({
      value: typeof sealed === "string" ? JSON.parse(sealed) : undefined,
      businessKey: "business",
    }),
    onOddField: () => {},
  };
}
