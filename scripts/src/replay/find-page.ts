import { findStarts, startVariable } from "@cliq-actions/simulator/start/operator-file";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { severalStarts } from "../stage/several-starts.ts";

/** Where the page of the start is that runs, or of that whose file this shell has read; throws {@link CannotOperate}. */
export async function findPage(environment: NodeJS.ProcessEnv, root: string): Promise<string> {
  const starts = await findStarts(root);
  const chosen = starts.find(({ owner }) => owner === environment[startVariable]);
  const [first, ...others] = starts;
  if (first === undefined)
    throw new CannotOperate("No start runs here: leave `pnpm start` running in another terminal.");
  if (chosen !== undefined) return chosen.url;
  if (others.length === 0) return first.url;
  throw severalStarts(starts, root);
}
