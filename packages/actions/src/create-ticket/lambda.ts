import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { openIntake } from "@cliq-actions/desks/open-intake";
import action from "./action.ts";

/** The Lambda function behind "Create ticket". */
export const handler = serveMessageAction(action, () => ({ desk: openIntake() }));
