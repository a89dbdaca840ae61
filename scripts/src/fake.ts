import { startFakeCliq } from "@cliq-actions/fake-cliq";
import { Command, InvalidArgumentError } from "commander";

/** `pnpm cliq fake`: serves a local Cliq until it is told to stop; prints what a client needs as one line of JSON. */
export function fakeCommand(): Command {
  return new Command("fake")
    .description(
      "Serve a local Cliq: REST API v3, accounts server and invocations, offline. Prints one line of JSON " +
        "with its URLs and credentials and serves until it gets SIGINT or SIGTERM.",
    )
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", parsePort, 0)
    .addHelpText(
      "after",
      "\nThe REST API is at {cliqUrl}/api/v3, tokens are at {accountsUrl}/oauth/v2/token.\n" +
        "Failures, edits by hand and the clock:\nPOST {cliqUrl}/_fake/faults, /_fake/by-hand, /_fake/clock.",
    )
    .action(serveFakeCliq);
}

async function serveFakeCliq({ port }: { port: number }): Promise<void> {
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

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}
