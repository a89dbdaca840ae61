import { InvalidFake, StackFailed } from "@cliq-actions/local-aws";
import { PortTaken } from "../server/start-page-server.ts";
import { boot, type Booted, repository } from "./boot.ts";
import { chooseActionsFolder, NoSuchFolder } from "./choose-actions-folder.ts";
import { writeOperatorEnvironment } from "./operator-environment.ts";
import type { StartOptions } from "./options.ts";
import { createProgress } from "./progress.ts";
import { SynthesisFailed } from "./run-app.ts";
import { runOnce } from "./run-once.ts";
import { toOnceSummary, toReadySummary } from "./to-summary.ts";

/** Runs `pnpm start` from its options to the end of the process. */
export async function runStart(options: StartOptions): Promise<void> {
  const progress = createProgress();
  const running = new AsyncDisposableStack();
  let ending: Promise<void> | undefined;

  /** Stops everything once, then ends the process: sockets and child processes are gone by then. */
  function end(code: number): Promise<void> {
    ending ??= running
      .disposeAsync()
      .catch((error: unknown) => progress.say(`Not everything could be stopped: ${String(error)}`))
      .then(() => process.exit(code));
    return ending;
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));

  try {
    const actionsFolder = await chooseActionsFolder(repository, options.actions);
    const booted = await boot({ ...options, actionsFolder, progress, running });
    if (options.once) {
      const report = await runOnce(booted, progress);
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : toOnceSummary(report));
      await end(report.ok ? 0 : 1);
      return;
    }
    const operator = await writeOperatorEnvironment(repository, booted);
    running.defer(() => operator.remove());
    progress.say(`  operate it: . ${operator.path} && pnpm cliq plan --stage local`);
    process.stdout.write(options.json ? `${JSON.stringify(toReadyLine(booted))}\n` : toReadySummary(booted));
  } catch (error) {
    // A signal during the start makes work in flight fail; that is not an error to report.
    if (ending === undefined) progress.say(describe(error));
    await end(1);
  }
}

/** The one line that `start --json` prints when it is ready. */
function toReadyLine({ server, stack, cliq, bootMs }: Booted): object {
  const { clientId, clientSecret, refreshToken, organizationId, cliqUrl, accountsUrl } = cliq;
  const { apiUrl } = stack;
  return {
    ready: true,
    url: server.url,
    apiUrl,
    cliqUrl,
    accountsUrl,
    clientId,
    clientSecret,
    refreshToken,
    organizationId,
    bootMs,
  };
}

/** What went wrong in a sentence; only a defect of ours comes with its stack. */
function describe(error: unknown): string {
  if (error instanceof StackFailed) return `The deployment failed and was rolled back.\n${error.reason}`;
  const expected = [SynthesisFailed, PortTaken, InvalidFake, NoSuchFolder].some((kind) => error instanceof kind);
  if (error instanceof Error && expected) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
