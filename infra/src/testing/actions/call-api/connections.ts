import { defineConnections } from "@cliq-actions/core";

/** The system that this action calls. */
export default defineConnections({
  noticeBoard: { origin: "https://api.notice-board.example", secret: "api-key" },
});
