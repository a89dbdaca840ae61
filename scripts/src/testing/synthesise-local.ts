import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discoverActions } from "../../../infra/src/discovery/discover-actions.ts";
import { buildApp } from "../../../infra/src/build-app.ts";
import { chooseStage, type StageInput } from "../../../infra/src/stages/define-stages.ts";
import file from "../../../infra/stages.ts";

/** A folder as `cdk synth` writes it. Functions run from it, so it has to stay as long as they do. */
export interface Synthesised {
  readonly folder: string;
  remove(): void;
}

/** Synthesises the stage `local` with these settings and actions, in this process, which loads CDK once. */
export async function synthesiseLocal(settings: Partial<StageInput>, slugs: readonly string[]): Promise<Synthesised> {
  const folder = mkdtempSync(join(tmpdir(), "cdk.out-"));
  const actions = (await discoverActions(join(import.meta.dirname, "../../../packages/actions/src"))).filter(
    ({ slug }) => slugs.includes(slug),
  );
  buildApp(chooseStage({ ...file, stages: { local: { ...file.stages.local, ...settings } } }, "local"), actions, {
    outdir: folder,
  }).synth();
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
