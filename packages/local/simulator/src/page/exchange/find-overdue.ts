import type { InvocationReport } from "../../page-api.ts";

const mostExchanges = 500;
/** Of all requests, answers and log lines together: an answer may have ten million, and a text of V8 ends at 500 million. */
const mostChars = 50_000_000;

interface Weighed {
  readonly report?: Pick<InvocationReport, "request" | "response" | "logs">;
}

/** Those of the oldest clicks for which there is no room beside the newer ones; the newest always has it. */
export function findOverdue<Exchange extends Weighed>(oldestFirst: readonly Exchange[]): readonly Exchange[] {
  let chars = 0;
  const newestOverdue = oldestFirst.findLastIndex((exchange, index) => {
    chars += weigh(exchange);
    const newer = oldestFirst.length - 1 - index;
    return newer >= mostExchanges || (newer > 0 && chars > mostChars);
  });
  return oldestFirst.slice(0, newestOverdue + 1);
}

function weigh({ report }: Weighed): number {
  if (report === undefined) return 0;
  const { request, response, logs } = report;
  // An answer is kept as it came, and as what Cliq reads in it.
  return request.body.length + 2 * (response?.body.length ?? 0) + logs.join("").length;
}
