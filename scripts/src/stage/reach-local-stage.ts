import { join } from "node:path";
import { findStarts, startVariable } from "@cliq-actions/simulator/start/operator-file";
import { CannotOperate } from "./cannot-operate.ts";
import { severalStarts } from "./several-starts.ts";

const ownRoot = join(import.meta.dirname, "..", "..", "..");

/**
 * Points this process at the start that runs, which is what the stage `local` is, unless its environment points somewhere
 * already by an endpoint of AWS, as that of a shell does which has read a start's `operator.env`. Throws
 * {@link CannotOperate} when no start runs, or several do.
 */
export async function reachLocalStage(environment: NodeJS.ProcessEnv = process.env, root = ownRoot): Promise<void> {
  const starts = await findStarts(root);
  const chosen = environment[startVariable];
  const isPointed = Object.keys(environment).some((name) => name.startsWith("AWS_ENDPOINT_URL"));
  // What a shell has read of a start that has ended by now points nowhere.
  const isStale = chosen !== undefined && !starts.some(({ owner }) => owner === chosen);
  if (isPointed && !isStale) return;
  const [start, ...others] = starts;
  if (start === undefined)
    throw new CannotOperate(
      "No start runs here, so there is no stage local: leave `pnpm start` running in another terminal.",
    );
  if (others.length > 0) throw severalStarts(starts, root);
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN"]) delete environment[name];
  Object.assign(environment, start.variables);
}
