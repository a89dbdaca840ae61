import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { ActionsError } from "@cliq-actions/core";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { terminalPrompter } from "../terminal/terminal-prompter.ts";
import { actionsFolder } from "../stage/actions-folder.ts";
import { askForMore } from "./ask-for-more.ts";
import { type Blueprint, toBlueprint } from "./blueprint.ts";
import type { NewActionOptions } from "./new-action-command.ts";
import { writeAction } from "./write-action.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Runs the command with this process's terminal, on the folder of actions; sets the exit code. */
export async function runNewAction(slug: string, options: NewActionOptions): Promise<void> {
  const { json = false } = options;
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  const prompter = isTerminal ? terminalPrompter(process.stdin, process.stderr) : undefined;
  try {
    // First what is given, so that nobody answers questions for a slug that cannot be.
    toBlueprint(slug, options);
    const blueprint = toBlueprint(slug, prompter === undefined ? options : await askForMore(slug, options, prompter));
    const paths = await writeAction(actionsFolder(), blueprint);
    await format(paths).catch(async () => {
      await rm(dirname(paths[0]!), { recursive: true, force: true });
      throw new CannotOperate(
        "The formatter cannot read what this name and hint make: nothing was written. Choose plainer ones.",
      );
    });
    const files = paths.map((path) => relative(root, path).replaceAll("\\", "/"));
    const next = nextSteps(blueprint, files);
    const done = [
      `"${blueprint.name}" is in`,
      ...files.map((file) => `  ${file}`),
      "Next:",
      ...next.map((step) => `  - ${step}`),
    ];
    process.stdout.write(`${json ? JSON.stringify({ ok: true, slug, files, next }) : done.join("\n")}\n`);
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, slug, code: error.code, error: error.message })}\n`);
    process.exitCode = 1;
  } finally {
    prompter?.close();
  }
}

/** Long names and hints move line breaks: the formatter puts them where `check` wants them. */
async function format(paths: readonly string[]): Promise<void> {
  const code = paths.filter((path) => path.endsWith(".ts"));
  await promisify(execFile)(process.execPath, ["--run", "format", "--", ...code], { cwd: root });
}

function nextSteps({ slug, kind, connection }: Blueprint, files: readonly string[]): readonly string[] {
  const folder = (files[0] ?? "").split("/").slice(0, -1).join("/");
  return [
    `pnpm exec vitest run ${folder}`,
    kind === "deluge" ? `Write ${folder}/script.ds` : `Change what execute does in ${folder}/action.ts`,
    ...(connection === undefined
      ? []
      : [
          `Say in ${folder}/rest-*.ts how the system is called, and in fake.ts how it answers`,
          `pnpm cliq secret put --stage dev ${slug}/api-key`,
        ]),
    "pnpm start",
    "pnpm cdk deploy -c stage=dev",
  ];
}
