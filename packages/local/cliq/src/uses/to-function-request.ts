import type { CliqState } from "../cliq-state.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import { takeDeliveryFaults } from "../delivery/take-delivery-faults.ts";
import { offerFormFile } from "../invocation/attachments.ts";
import { eventRequest } from "../invocation/event-request.ts";
import type { InvocationRequest } from "../invocation/invocation.ts";
import { issueResponseUrl } from "../invocation/late-replies.ts";
import { toFunctionParams } from "../invocation/permitted-params.ts";
import { isTrue, problemsOfValues } from "./check-values.ts";
import { findCalledFunction } from "./find-called-function.ts";
import { type FunctionUse, usedButton, usedForm, type UsedForm } from "./function-use.ts";
import { toEventName } from "../functions/handler-names.ts";
import { type FunctionHandlerType, handlerTypes } from "../functions/handler-types.ts";
import { toWireValues } from "./to-wire-value.ts";

/** These events name an address for late replies (CONFIRMED of extensions), the others none. */
const answeredLate: readonly FunctionHandlerType[] = ["button_handler", "form_submit_handler"];

/** What a use comes to: which function is called, as what, and with what besides the blocks it may see. */
interface Call {
  readonly name: string;
  readonly owner?: string | undefined;
  readonly handler: FunctionHandlerType;
  readonly params: object;
}

/** The request Cliq makes when a person uses a button or a form; throws a sentence when it would make none. */
export function toFunctionRequest(
  state: CliqState,
  use: FunctionUse,
  now: number,
): { request: InvocationRequest; faults: readonly DeliveryFault[] } {
  const { options } = state;
  const call = use.do === "click" ? toClick(use, options.unknownValues) : toFormCall(state, use);
  const { of: type } = handlerTypes[call.handler];
  const found = findCalledFunction(state, { name: call.name, owner: call.owner, type }, use.person);
  const handler = found.handlers.find((one) => one.type === call.handler);
  if (handler === undefined) throw new Error(`The function "${found.name}" has no ${call.handler}.`);
  if (found.executionUrl === undefined)
    throw new Error(`The function "${found.name}" is a Deluge script: it runs inside Zoho, there is no URL to call.`);
  const { person, chat, messageIds = "present", at: timestamp = now } = use;
  const { organizationId, origin, linkMessageType } = options;
  const style = { messageIds, linkMessageType };
  const messages = use.do === "click" ? [use.message] : [];
  const faults = takeDeliveryFaults(state.deliveryFaults, found.name);
  const isLate = options.responseUrl === "present" && answeredLate.includes(call.handler);
  const request = eventRequest(
    state,
    {
      url: found.executionUrl,
      name: found.name,
      type: "function",
      timestamp,
      person,
      chat,
      handler: toEventName(call.handler, options.handlerNames),
      responseUrl: isLate ? issueResponseUrl(state, call.handler, now) : undefined,
      messageId: messageIds === "present" ? messages[0]?.id : undefined,
      params: {
        ...toFunctionParams(handler.permissions, {
          person,
          chat,
          messages,
          organizationId,
          origin,
          style,
        }),
        ...call.params,
      },
    },
    faults,
  );
  return { request, faults };
}

function toClick({ button, input }: Extract<FunctionUse, { do: "click" }>, style: "objects" | "plain"): Call {
  const parsed = usedButton.safeParse(button);
  if (!parsed.success) throw new Error("This is no button that calls a function.");
  const { label, hint = "", key, action, arguments: given = {} } = parsed.data;
  const { name, owner } = action.data;
  return {
    name,
    // In one document a star stands for whoever has made it.
    owner: owner === "*" ? undefined : owner,
    handler: "button_handler",
    params: {
      // A click names its button as Zoho's sample does, and has the keys of its SDK's button beside that.
      target: { name: label, hint, label, ...(key !== undefined && { key }) },
      event: "click",
      // CONFIRMED in one public extension: what was typed is within `arguments.input`; the rest of its shape is UNKNOWN.
      arguments: { ...given, ...(input !== undefined && { input: style === "plain" ? input : { value: input } }) },
    },
  };
}

function toFormCall(state: CliqState, use: Exclude<FunctionUse, { do: "click" }>): Call {
  const form = readForm(use.form);
  const { name } = form;
  const offer = (given: unknown): object => offerFormFile(state, given);
  const values = toWireValues(form, use.values, state.options.unknownValues, offer);
  const submitted = form.actions?.submit ?? form.action;
  if (submitted === undefined) throw new Error(`The form "${name}" names no function.`);
  switch (use.do) {
    case "submit": {
      const [problem] = Object.values(problemsOfValues(form, use.values));
      if (problem !== undefined) throw new Error(`Cliq does not let the form "${name}" be submitted: ${problem}`);
      const params = { form: { values, name, action: "submit" } };
      return { name: submitted.name, handler: "form_submit_handler", params };
    }
    case "cancel": {
      const { cancel } = form.actions ?? {};
      if (cancel === undefined && !isTrue(form.trigger_on_cancel))
        throw new Error(`The form "${name}" does not ask to be told when somebody closes it.`);
      // That the function of a form that is closed gets its submission with another action is INFERRED.
      const params = { form: { values, name, action: "cancel" } };
      return { name: (cancel ?? submitted).name, handler: "form_submit_handler", params };
    }
    case "change": {
      const target = { name: use.input, value: values[use.input] ?? "" };
      const params = { form: { values, name, action: "change" }, target };
      return { name: submitted.name, handler: "form_change_handler", params };
    }
    default: {
      const target = { query: use.query, name: use.input };
      const params = { form: { values, name, action: "input" }, target };
      return { name: submitted.name, handler: "form_dynamic_select_handler", params };
    }
  }
}

function readForm(form: unknown): UsedForm {
  const parsed = usedForm.safeParse(form);
  if (!parsed.success) throw new Error("This is no form that Cliq would show.");
  return parsed.data;
}
