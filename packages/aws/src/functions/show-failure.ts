import type { FunctionHandlerName, HttpResponse } from "@cliq-actions/core";

/**
 * A failure as the handler can show it: a form that was sent stays open under the sentence, and one that is being filled in
 * stays as it is, because Cliq takes nothing else from its other handlers. A button has the banner.
 */
export function showFailure(handler: FunctionHandlerName, response: HttpResponse): HttpResponse {
  const output = toOutput(handler, response);
  return output === undefined ? response : { ...response, body: JSON.stringify({ output }) };
}

function toOutput(handler: FunctionHandlerName, { status, body }: HttpResponse): object | undefined {
  if (status !== 200) return undefined;
  switch (handler) {
    case "form_submit_handler":
      return { type: "form_error", text: (JSON.parse(body) as { output: { text: string } }).output.text, inputs: {} };
    case "form_change_handler":
      return { type: "form_modification", actions: [] };
    case "form_dynamic_select_handler":
      return { options: [] };
    default:
      return undefined;
  }
}
