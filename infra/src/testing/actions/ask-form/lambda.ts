import { functions } from "@cliq-actions/aws/functions";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";

/** The Lambda function behind "Ask form". */
export const handler = serveMessageAction(action, {}, functions());
