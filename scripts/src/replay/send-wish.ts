import type { InvocationReport } from "@cliq-actions/simulator/page-api";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { ReplayWish } from "./read-wish.ts";

/** Asks the server of a page to send it; what came of it. Throws {@link CannotOperate} with the server's own sentence. */
export async function sendWish(page: string, wish: ReplayWish): Promise<InvocationReport> {
  const response = await fetch(new URL("/api/replay", page), { method: "POST", body: JSON.stringify(wish) }).catch(
    () => {
      throw new CannotOperate(`The start at ${page} does not answer any more: run \`pnpm start\` again.`);
    },
  );
  const answer = (await response.json()) as InvocationReport & { readonly message?: string };
  if (!response.ok) throw new CannotOperate(answer.message ?? `The start at ${page} answered ${response.status}.`);
  return answer;
}
