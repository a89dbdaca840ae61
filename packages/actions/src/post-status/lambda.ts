import { connect } from "@cliq-actions/aws/connect";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import connections from "./connections.ts";
import { restStatusPage } from "./status-page.ts";

/** The Lambda function behind "Post status". */
export const handler = serveMessageAction(action, () => ({
  statusPage: restStatusPage(connect(connections).statusPage),
}));
