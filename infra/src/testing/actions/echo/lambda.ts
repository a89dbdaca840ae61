import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";

/** The Lambda function behind "Echo". */
export const handler = serveMessageAction(action, {});
