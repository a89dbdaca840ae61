/** What a refusal looks like on the wire; `bare` bodies carry only `message`, as the document's examples do. */
interface RefusalShape {
  status: number;
  message: string;
  bare?: true;
}

/**
 * Every refusal of the REST API by its code. The codes and the messages of the bare ones are documented;
 * which HTTP status carries which code is UNKNOWN (the document lists 400, 401, 403, 404, 405, 406, 429 and 500
 * for every endpoint), so the statuses of the others are chosen here and `statuses` in the model's options overrides them.
 */
export const refusalTable = {
  unauthenticated: { status: 401, message: "Request was rejected because of invalid AuthToken.", bare: true },
  forbidden: {
    status: 403,
    message: "The user does not have enough permission to access this resource.",
    bare: true,
  },
  url_not_found: { status: 404, message: "The requested URL was not found.", bare: true },
  method_not_allowed: { status: 405, message: "The requested method is not allowed.", bare: true },
  request_limit_exceeded: { status: 429, message: "Too many requests within a certain time frame.", bare: true },
  internal_error: { status: 500, message: "An internal error occurred. Please try again later.", bare: true },
  extra_key_found: { status: 400, message: "An extra key was found in the JSON Object." },
  input_pattern_mismatch: { status: 400, message: "Unidentified value passed." },

  oauthtoken_scope_invalid: { status: 401, message: "The OAuth token passed does not have the required scope." },
  oauth_scope_invalid: { status: 401, message: "The OAuth token passed does not have the required scope." },
  oauthtoken_invalid: { status: 400, message: "Request was rejected because of invalid AuthToken." },
  inactive_appaccount_user: { status: 403, message: "The user of this account is inactive." },
  invalid_inputs: { status: 400, message: "The inputs given are invalid." },
  msgaction_creation_limit_exceeded: { status: 400, message: "The limit for creating message actions was exceeded." },
  msgaction_name_already_exists: { status: 400, message: "A message action with this name already exists." },
  msgaction_not_found: { status: 404, message: "Message action with the specified ID was not found." },
  execution_handler_not_found: {
    status: 404,
    message: "Specified handler was not found for this message action.",
  },
  execution_handler_update_failed: { status: 400, message: "Failed to update the execution handler." },
  execution_handler_get_failed: { status: 400, message: "Failed to fetch the execution handler." },

  function_creation_limit_exceeded: { status: 400, message: "The limit for creating functions was exceeded." },
  function_name_already_exists: { status: 400, message: "A function with this name already exists." },
  function_not_found: { status: 404, message: "Function with the specified ID was not found." },
  execution_handler_create_failed: { status: 400, message: "Failed to create the execution handler." },
  execution_handler_data_required: { status: 400, message: "The data of the execution handler is required." },
  execution_handler_data_invalid: { status: 400, message: "The data of the execution handler is invalid." },
  execution_handler_delete_failed: { status: 400, message: "Failed to delete the execution handler." },
  default_handler_delete_not_allowed: { status: 400, message: "Default handlers cannot be deleted." },

  chat_not_found: { status: 404, message: "Chat with the specified ID was not found." },
} as const satisfies Record<string, RefusalShape>;

/** The name of a refusal; those which are not `bare` travel as `code`. */
export type RefusalCode = keyof typeof refusalTable;
