import { functions } from "@cliq-actions/aws/functions";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { openDesk } from "@cliq-actions/desks/open-desk";
import action from "./action.ts";

/** The Lambda function behind "Report incident". */
export const handler = serveMessageAction(action, () => ({ desk: openDesk() }), functions());
