import { type Connection, UpstreamFailed, UserError } from "@cliq-actions/core";
import type { NoticeBoard } from "./notice-board.ts";

/** The notice board behind its API: one PUT per notice, which may be repeated. */
export function httpNoticeBoard(connection: Connection): NoticeBoard {
  return {
    async post(key, words) {
      const response = await connection.send({
        method: "PUT",
        path: `/notices/${encodeURIComponent(key)}`,
        json: { words },
      });
      if (response.status === 422) throw new UserError("The notice board takes no notice that long.");
      const { number } = (response.json() ?? {}) as { number?: unknown };
      if (response.status === 200 && typeof number === "string") return number;
      throw new UpstreamFailed("notice board", { status: String(response.status) });
    },
  };
}
