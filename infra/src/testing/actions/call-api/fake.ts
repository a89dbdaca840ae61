import { defineFakes } from "@cliq-actions/local-aws/define-fakes";

/** A notice board that keeps its notices in memory and takes no more than a thousand characters. */
export default defineFakes({
  connections: {
    noticeBoard: () => {
      const numbers = new Map<string, string>();
      return {
        secret: "notice-board-key",
        answer(request) {
          const { method, path, headers } = request;
          if (headers["authorization"] !== "Bearer notice-board-key") return { status: 401 };
          if (method !== "PUT" || !path.startsWith("/notices/")) return { status: 404 };
          const { words } = request.json<{ words: string }>();
          if (words.length > 1_000) return { status: 422 };
          const number = numbers.get(path) ?? `N-${numbers.size + 1}`;
          numbers.set(path, number);
          return { status: 200, json: { number } };
        },
      };
    },
  },
});
