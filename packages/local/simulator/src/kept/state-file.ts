import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { z } from "zod";
import { type KeptState, keptState, stateFormat } from "./kept-state.ts";

/** More than a start writes: what is larger is nobody's state. */
const mostBytes = 256 * 1024 * 1024;

/** What is in a state file; of one that cannot be read, why, and it is moved beside. */
export interface FoundState {
  readonly state?: KeptState;
  readonly why?: string;
}

/** Reads a state file; a damaged one, and one of another release, is moved to `….unread.json`. */
export async function readStateFile(file: string): Promise<FoundState> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return {};
  const read = await parseStateFile(file, found.size);
  if (read.state !== undefined) return read;
  const beside = file.replace(/\.json$/u, ".unread.json");
  await rm(beside, { recursive: true, force: true });
  await rename(file, beside);
  return { why: `${read.why} This start begins anew; the file is ${beside} now.` };
}

async function parseStateFile(file: string, sizeBytes: number): Promise<FoundState> {
  if (sizeBytes > mostBytes) return { why: `The kept state is larger than any start writes (${sizeBytes} bytes).` };
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    const { data: head } = z.object({ format: z.int() }).safeParse(value);
    if (head !== undefined && head.format !== stateFormat)
      return { why: `The kept state is of ${head.format > stateFormat ? "a newer" : "an older"} release.` };
    const { data: state } = keptState.safeParse(value);
    return state === undefined ? { why: "The kept state is damaged." } : { state };
  } catch {
    return { why: "The kept state is damaged." };
  }
}

/** Writes a state file; it appears whole, for its owner alone. */
export async function writeStateFile(file: string, state: KeptState): Promise<void> {
  const draft = `${file}.draft`;
  await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
  await rename(draft, file);
}
