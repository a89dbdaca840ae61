import { connect } from "@cliq-actions/aws/connect";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import connections from "./connections.ts";
import { httpNoticeBoard } from "./http-notice-board.ts";

const { noticeBoard } = connect(connections);

/** The Lambda function behind "Call API". */
export const handler = serveMessageAction(action, { board: httpNoticeBoard(noticeBoard) });
