import { startFakeCliq } from "@cliq-actions/fake-cliq";
import { whenParentEnds } from "@cliq-actions/fake-cliq/when-parent-ends";

/** Serves a local Cliq until SIGINT, SIGTERM or the end of the process that started it; sets the exit code. */
export async function serveFakeCliq({ port }: { port: number }): Promise<void> {
  try {
    const cliq = await startFakeCliq({ port });
    const { cliqUrl, accountsUrl, clientId, clientSecret, grantCode, refreshToken, organizationId } = cliq;
    const line = { cliqUrl, accountsUrl, clientId, clientSecret, grantCode, refreshToken, organizationId };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    await stopSignal();
    await cliq.stop();
  } catch (error) {
    process.stderr.write(`${describeStartFailure(error, port)}\n`);
    process.exitCode = 1;
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    whenParentEnds(resolve);
  });
}

function describeStartFailure(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use: choose another with --port, or let --port 0 find a free one.`;
  }
  if (code === "EACCES") {
    return `Port ${port} needs privileges this process does not have: choose one above 1023 with --port.`;
  }
  return `The local Cliq did not start: ${error instanceof Error ? error.message : String(error)}`;
}
