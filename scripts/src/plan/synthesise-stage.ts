import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CannotOperate } from "../stage/cannot-operate.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..");

/** Synthesises a stage into a folder of its own, hands that to `use`, and removes it. Throws {@link CannotOperate} with what the app said. */
export async function withSynthesis<T>(stage: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "cliq-plan-"));
  try {
    await run(process.execPath, ["infra/src/app.ts", stage], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: folder },
      maxBuffer: 64 * 1024 * 1024,
    });
    return await use(folder);
  } catch (error) {
    const said = (error as { stderr?: unknown }).stderr;
    if (typeof said !== "string") throw error;
    throw new CannotOperate(`Stage ${stage} cannot be synthesised: ${toReason(said)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of what a failed Node process printed, the error's own words. */
function toReason(said: string): string {
  const lines = said.split("\n").filter((line) => !/^\s+at |^Bundling asset|^Node\.js v|^\s*$/u.test(line));
  const from = lines.findIndex((line) => /^\w*Error: /u.test(line));
  return (from < 0 ? lines : lines.slice(from)).join("\n").slice(0, 2_000);
}
