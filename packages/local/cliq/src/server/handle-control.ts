import type { CliqModel } from "../cliq-model.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import type { Fault } from "../faults/fault.ts";
import type { Outage } from "../faults/outage.ts";
import type { FunctionUse } from "../uses/function-use.ts";
import type { ActionChoice } from "../invocation/invocation.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";
import { type HandWork, workByHand } from "./work-by-hand.ts";
import { type FunctionHandWork, workOnFunctionByHand } from "./work-on-function-by-hand.ts";
import type { Execution } from "./send-invocation.ts";

/** What the control surface works on. */
export interface Controlled {
  model: CliqModel;
  now: () => number;
  execute: (choice: ActionChoice) => Promise<Execution>;
  use: (use: FunctionUse) => Promise<Execution>;
  advanceClock: (ms: number) => void;
}

type Control = (controlled: Controlled, input: unknown) => unknown;

/** Everything another process may ask under `/_fake/`; inputs are the types of this package, as JSON. */
export const controls: Record<string, Control> = {
  "POST /_fake/faults": ({ model }, input) => ({ id: model.inject(input as Fault) }),
  "POST /_fake/delivery-faults": ({ model }, input) => ({ id: model.injectDelivery(input as DeliveryFault) }),
  "GET /_fake/faults": ({ model }) => model.pendingFaults(),
  "DELETE /_fake/faults": ({ model }, input) => {
    const { id } = input as { id?: string };
    if (id === undefined) model.clearFaults();
    else model.withdrawFault(id);
  },
  "POST /_fake/outages": ({ model, now }, input) => {
    const { forMs, ...outage } = input as Omit<Outage, "from" | "until"> & { forMs: number };
    model.addOutage({ ...outage, from: now(), until: now() + forMs });
  },
  "GET /_fake/actions": ({ model }) => ({ actions: model.actions() }),
  "GET /_fake/functions": ({ model }) => ({ functions: model.functions() }),
  "GET /_fake/calls": ({ model }) => ({ calls: model.calls() }),
  "GET /_fake/late-replies": ({ model }) => ({ lateReplies: model.lateReplies() }),
  "GET /_fake/posts": ({ model }) => ({ posts: model.posts() }),
  "POST /_fake/execute": ({ execute }, input) => execute(input as ActionChoice),
  "POST /_fake/use": ({ use }, input) => use(input as FunctionUse),
  "POST /_fake/by-hand": ({ model, now }, input) => ({ action: workByHand(model, input as HandWork, now()) }),
  "POST /_fake/functions/by-hand": ({ model, now }, input) => ({
    function: workOnFunctionByHand(model, input as FunctionHandWork, now()),
  }),
  "POST /_fake/grant-code": ({ model, now }, input) => {
    const { scopes } = (input ?? {}) as { readonly scopes?: readonly string[] };
    return { grantCode: model.issueGrantCode(now(), undefined, scopes) };
  },
  "POST /_fake/clock"({ advanceClock, now }, input) {
    const { advanceMs } = input as { advanceMs?: unknown };
    // A time beyond what a date can hold would make every later call fail.
    if (typeof advanceMs !== "number" || !(advanceMs >= 0) || Number.isNaN(new Date(now() + advanceMs).getTime())) {
      throw new Error('The clock takes {"advanceMs": <milliseconds, 0 or more>}, up to the last day of a calendar.');
    }
    advanceClock(advanceMs);
    return { now: now() };
  },
};

/** Answers one control request: 200 with what it gives, 400 with the sentence it failed with, 404 when there is none. */
export async function handleControl(controlled: Controlled, request: PlainRequest): Promise<PlainResponse> {
  const control = controls[`${request.method} ${request.path}`];
  if (control === undefined) {
    const message = `No control here. There are: ${Object.keys(controls).join(", ")}.`;
    return jsonResponse(404, JSON.stringify({ message }));
  }
  try {
    const input: unknown = request.body === "" ? {} : JSON.parse(request.body);
    if (typeof input !== "object" || input === null || Array.isArray(input)) throw new SyntaxError();
    return jsonResponse(200, JSON.stringify((await control(controlled, input)) ?? {}));
  } catch (error) {
    return jsonResponse(400, JSON.stringify({ message: sentenceOf(error) }));
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof SyntaxError) return "The input is no JSON object.";
  // Of what the types of this package ask for, something is not there.
  if (error instanceof TypeError) return "The input lacks something, or has it in another form.";
  return error instanceof Error ? error.message : String(error);
}
