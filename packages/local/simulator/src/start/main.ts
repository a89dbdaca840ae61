import { StackFailed } from "@cliq-actions/local-aws";
import { PortTaken } from "../server/start-page-server.ts";
import { boot, repository } from "./boot.ts";
import { operatorEnvironment, writeOperatorEnvironment } from "./operator-environment.ts";
import { parseOptions } from "./options.ts";
import { createProgress } from "./progress.ts";
import { SynthesisFailed } from "./run-app.ts";
import { runOnce } from "./run-once.ts";
import { toOnceSummary, toReadySummary } from "./to-summary.ts";

const options = parseOptions(process.argv);
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
  const booted = await boot({ port: options.port, progress, running });
  const { server, stack, cliq, bootMs } = booted;
  if (!options.once) {
    running.defer(await writeOperatorEnvironment(repository, booted));
    progress.say(`  operate it: . ${operatorEnvironment} && pnpm cliq plan --stage local`);
  }
  if (options.once) {
    const report = await runOnce(booted, progress);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : toOnceSummary(report));
    await end(report.ok ? 0 : 1);
  } else if (options.json) {
    const { clientId, clientSecret, refreshToken, organizationId, cliqUrl, accountsUrl } = cliq;
    const ready = {
      ready: true,
      url: server.url,
      apiUrl: stack.apiUrl,
      cliqUrl,
      accountsUrl,
      clientId,
      clientSecret,
      refreshToken,
      organizationId,
      bootMs,
    };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
  } else {
    process.stdout.write(toReadySummary(booted));
  }
} catch (error) {
  // A signal during the start makes work in flight fail; that is not an error to report.
  if (ending === undefined) progress.say(describe(error));
  await end(1);
}

/** What went wrong in words; only a defect of ours comes with its stack. */
function describe(error: unknown): string {
  if (error instanceof StackFailed) return `The deployment failed and was rolled back.\n${error.reason}`;
  if (error instanceof SynthesisFailed || error instanceof PortTaken) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
