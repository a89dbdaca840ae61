import { relative } from "node:path";
import type { WrittenStart } from "@cliq-actions/simulator/start/operator-file";
import { CannotOperate } from "./cannot-operate.ts";

type FoundStart = WrittenStart & { readonly path: string };

/** Why a verb stops that means one start: several run, and each is named with the line that chooses it. */
export function severalStarts(starts: readonly FoundStart[], root: string): CannotOperate {
  const lines = starts.map((one) => describe(one, root));
  return new CannotOperate(
    `${starts.length} starts run here. Choose one, then type the command again:\n${lines.join("\n")}`,
  );
}

function describe({ path, owner, actionsFolder, url, since }: FoundStart, root: string): string {
  const folder = relative(root, actionsFolder);
  const where = folder.startsWith("..") ? actionsFolder : folder;
  const processId = owner.split(" ")[1];
  return `  . ${path}   # ${where}, ${url}, process ${processId}, since ${new Date(since).toTimeString().slice(0, 8)}`;
}
