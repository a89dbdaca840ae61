import { boot, type Booted, repository } from "./boot.ts";
import { buildOnSave } from "./build-on-save.ts";
import { chooseActionsFolder } from "./choose-actions-folder.ts";
import { describeFailure } from "./describe-failure.ts";
import { writeOperatorEnvironment } from "./operator-environment.ts";
import { openBrowser } from "./open-browser.ts";
import type { StartOptions } from "./options.ts";
import { createProgress } from "./progress.ts";
import { runOnce } from "./run-once.ts";
import { watchLaunchers } from "./watch-launchers.ts";
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
  let strays = 0;
  reportStrays((failure) => {
    strays++;
    progress.say(failure);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(0));
  watchLaunchers(() => void end(1));

  try {
    const actionsFolder = await chooseActionsFolder(repository, options.actions);
    const booted = await boot({ ...options, actionsFolder, keepsState: !options.once, progress, running });
    if (options.once) {
      const ran = await runOnce(booted, progress);
      const report = { ...ran, ok: ran.ok && strays === 0 };
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : toOnceSummary(report));
      await end(report.ok ? 0 : 1);
      return;
    }
    try {
      const operator = await writeOperatorEnvironment(repository, booted);
      running.defer(() => operator.remove());
      progress.say(`  operate it: . ${operator.path} && pnpm cliq plan --stage local`);
    } catch (error) {
      progress.say(`  Only the page can be used, for operators find nothing: ${describeFailure(error)}`);
    }
    process.stdout.write(options.json ? `${JSON.stringify(toReadyLine(booted))}\n` : toReadySummary(booted));
    if (options.open) openBrowser(booted.server.url, (line) => progress.say(line));
    if (options.watch) await buildOnSave(booted, { allowEgress: options.allowEgress, progress, running });
  } catch (error) {
    // A signal during the start makes work in flight fail; that is not an error to report.
    if (ending === undefined) progress.say(describeFailure(error));
    await end(1);
  }
}

/**
 * What fails where nobody waits for it (a timer in an action's `fake.ts`, a socket that breaks) is said, and ends
 * nothing: a start that serves goes on. A terminal or a pipe that is gone takes no more words.
 */
function reportStrays(say: (failure: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) =>
      say(
        `  Something failed that nothing waited for. The start goes on; if something stays away, start again.\n${describeFailure(error)}`,
      ),
    );
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
