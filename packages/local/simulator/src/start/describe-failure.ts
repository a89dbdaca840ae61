import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidFake, StackFailed } from "@cliq-actions/local-aws";
import { PortTaken } from "../server/start-page-server.ts";
import { NoSuchFolder } from "./choose-actions-folder.ts";
import { SynthesisFailed } from "./run-app.ts";

/** What the machine refuses, by Node's codes, and what helps. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: make room",
  EDQUOT: "Your share of the disk is used up: make room",
  EACCES: "This user may not do that: start as who owns the repository, or make the place writable",
  EPERM: "This user may not do that: start as who owns the repository, or make the place writable",
  EROFS: "The disk is read-only: start in a copy of the repository that can be written",
  ENOTDIR: "There is a file where a folder should be: move it away",
  EEXIST: "There is a file where a folder should be: move it away",
  EMFILE: "Too many files are open: raise the limit (ulimit -n 4096)",
  ENFILE: "The whole machine has too many files open: end other programs",
  EAGAIN: "No more processes can be started: end other programs, or raise the limit (ulimit -u)",
  ENOMEM: "The memory is used up: end other programs",
};

/** What went wrong in a sentence, with the remedy where there is one; only a defect of ours comes with its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof StackFailed) return `The deployment failed and was rolled back.\n${error.reason}`;
  if (!(error instanceof Error)) return String(error);
  const expected = [SynthesisFailed, PortTaken, InvalidFake, NoSuchFolder].some((kind) => error instanceof kind);
  if (expected) return error.message;
  const { code = "", path = "" } = error as NodeJS.ErrnoException;
  if (path.startsWith(tmpdir()) && !existsSync(join(tmpdir(), ".")))
    return `The folder for temporary files, ${tmpdir()}, is not there: make it, or name another in TMPDIR, and start again.`;
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return remedy === undefined ? (error.stack ?? error.message) : `${error.message}.\n${remedy}, and start again.`;
}
