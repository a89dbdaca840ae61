import { spawn } from "node:child_process";

/** The CDK app failed; `message` is what it said, without stack frames. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
}

/** `aws:cdk:path` in the template is what names the stores of an action; the CDK CLI asks for it the same way. */
const context = { "aws:cdk:enable-path-metadata": true };

/** One run of the CDK app; folders are absolute paths. */
export interface AppRun {
  readonly root: string;
  readonly actionsFolder: string;
  /** Where the assembly goes. */
  readonly outputFolder: string;
  readonly signal: AbortSignal;
}

/** Runs the CDK app for the stage `local`; no network, no credentials. */
export async function runApp({ root, actionsFolder, outputFolder, signal }: AppRun): Promise<void> {
  const env = {
    ...process.env,
    CLIQ_ACTIONS_FOLDER: actionsFolder,
    CDK_OUTDIR: outputFolder,
    // Checks of the template take more than half of a synthesis; `pnpm check` and a deployment do them.
    CDK_VALIDATION: "false",
    CDK_CONTEXT_JSON: JSON.stringify(context),
  };
  const app = spawn(
    process.execPath,
    ["--import", import.meta.resolve("./end-with-parent.ts"), "infra/src/app.ts", "local"],
    {
      cwd: root,
      env,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [app.stdout, app.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    // An abort is an error, too, but the folder is the app's until its process is gone.
    app.once("close", resolve).once("error", (error) => app.pid === undefined && reject(error));
  });
  signal.throwIfAborted();
  if (code !== 0) throw new SynthesisFailed(`The CDK app could not be synthesised.\n${toReason(said)}`);
}

/** What a failed Node process printed, without source excerpts, stack frames and bundling progress. */
export function toReason(said: string): string {
  const noise =
    /^\s+at |^Bundling asset|^Node\.js v|^node:internal|^file:\/\/|^\s*\^+\s*$|^\s*throw |^\s+\[?\w+\]?: .*,?$|^\}|^\s*$/u;
  return said
    .split("\n")
    .filter((line) => !noise.test(line))
    .join("\n");
}
