import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "@cliq-actions/infra/build-app";
import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import file from "@cliq-actions/infra/stages";
import { chooseStage, type StageInput } from "@cliq-actions/infra/stages/define-stages";
import { testActions } from "@cliq-actions/infra/testing/test-actions";

/** A folder as `cdk synth` writes it. Functions run from it, so it has to stay as long as they do. */
export interface Synthesised {
  readonly folder: string;
  remove(): void;
}

/** Synthesises the stage `local` with these settings and test actions, in this process, which loads CDK once. */
export async function synthesiseLocal(settings: Partial<StageInput>, slugs: readonly string[]): Promise<Synthesised> {
  return synthesise(settings, testActions, slugs);
}

/** Synthesises the stage `local` with all actions of a folder, and with these settings. */
export async function synthesiseFolder(actions: string, settings: Partial<StageInput> = {}): Promise<Synthesised> {
  return synthesise(settings, actions, undefined);
}

async function synthesise(
  settings: Partial<StageInput>,
  actions: string,
  slugs: readonly string[] | undefined,
): Promise<Synthesised> {
  const chosen = (await discoverActions(actions)).filter(({ slug }) => slugs?.includes(slug) ?? true);
  const stage = chooseStage({ ...file, stages: { local: { ...file.stages.local, ...settings } } }, "local");
  // CDK's own validation is most of a synthesis's time and changes nothing in what is written; `check` has it on.
  process.env.CDK_VALIDATION = "false";
  const folder = mkdtempSync(join(tmpdir(), "cdk.out-"));
  buildApp(stage, chosen, { outdir: folder }).synth();
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
