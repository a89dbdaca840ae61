import { type ChildProcess, spawn } from "node:child_process";
import { join, relative } from "node:path";

/** The CDK app failed; `message` is what it said, without stack frames. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
}

/** `aws:cdk:path` in the template is what names the stores of an action; the CDK CLI asks for it the same way. */
const context = { "aws:cdk:enable-path-metadata": true };

const preloads = [import.meta.resolve("./end-with-parent.ts"), import.meta.resolve("@cliq-actions/infra/load-ahead")];

/** One run of the CDK app; folders are absolute paths. */
export interface AppRun {
  readonly root: string;
  readonly actionsFolder: string;
  /** Where the assembly goes. */
  readonly outputFolder: string;
  readonly signal: AbortSignal;
}

/** A process of the CDK app that is there and waits for its one run. */
export interface WaitingApp {
  /** Whether it still can run: it may have been killed. */
  isThere(): boolean;
  /** Runs it, in the root it was started in. */
  run(options: Omit<AppRun, "root">): Promise<void>;
  end(): void;
}

/** Runs the CDK app for the stage `local`; no network, no credentials. */
export async function runApp({ root, ...run }: AppRun): Promise<void> {
  run.signal.throwIfAborted();
  await startApp(root).run(run);
}

/** Starts a process that loads what the CDK app needs and is nobody's source, then waits to be told what to synthesise. */
export function startApp(root: string): WaitingApp {
  const env = {
    ...process.env,
    // Checks of the template take more than half of a synthesis; `pnpm check` and a deployment do them.
    CDK_VALIDATION: "false",
    CDK_CONTEXT_JSON: JSON.stringify(context),
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
  };
  const app = spawn(process.execPath, [...preloads.flatMap((one) => ["--import", one]), "infra/src/app.ts", "local"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [app.stdout, app.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = endOf(app);
  return {
    isThere: () => app.exitCode === null && app.signalCode === null && app.connected,
    async run({ actionsFolder, outputFolder, signal }) {
      const stop = (): void => void app.kill();
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
      app.send({ CLIQ_ACTIONS_FOLDER: actionsFolder, CDK_OUTDIR: outputFolder }, () => {});
      // An abort is no end: the folder is the app's until its process is gone.
      const { code, reason } = await ended;
      signal.removeEventListener("abort", stop);
      signal.throwIfAborted();
      if (code === 0) return;
      const why = [toReason(said, root), reason].filter((part) => part !== "").join("\n");
      throw new SynthesisFailed(`The CDK app could not be synthesised.\n${why}`);
    },
    end: () => void app.kill(),
  };
}

async function endOf(app: ChildProcess): Promise<{ readonly code: number | null; readonly reason: string }> {
  return await new Promise((resolve) => {
    app.once("close", (code, signal) =>
      resolve({ code, reason: signal === null ? "" : `Its process was ended by ${signal}.` }),
    );
    app.once("error", (error) => app.pid === undefined && resolve({ code: null, reason: error.message }));
  });
}

/** What a failed Node process printed, without source excerpts, stack frames and bundling progress; what is no TypeScript with its place. */
export function toReason(said: string, root = ""): string {
  const noise =
    /^\s+at |^Bundling asset|^Node\.js v|^node:internal|^file:\/\/|^\s*\^+\s*$|^\s*throw |^\s+triggerUncaughtException|^\s+\[?\w+\]?: .*,?$|^\}|^\s*$/u;
  const drawn =
    /^(?:file:\/\/)?(?<path>\/.+):(?<row>\d+)\n(?:.*\n)+?(?<space> *)\^+\n\n(?<sentence>SyntaxError .*)$/mu.exec(said);
  const { path = "", row = "", space = "", sentence = "" } = drawn?.groups ?? {};
  const place = `${relative(root, path)}:${row}:${space.length + 1}`;
  return (drawn === null ? said : said.replace(drawn[0], () => `${sentence} (${place})`))
    .split("\n")
    .filter((line) => !noise.test(line))
    .join("\n");
}
