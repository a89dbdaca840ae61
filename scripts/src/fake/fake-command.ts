import { Command, InvalidArgumentError } from "commander";

/** `pnpm cliq fake`: serves a local Cliq until it is told to stop; prints what a client needs as one line of JSON. */
export function fakeCommand(): Command {
  return new Command("fake")
    .description(
      "Serve a local Cliq: REST API v3, accounts server and invocations, offline. Prints one line of JSON " +
        "with its URLs and credentials and serves until it gets SIGINT or SIGTERM, or the process that started it ends.",
    )
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", parsePort, 0)
    .addHelpText(
      "after",
      "\nThe REST API is at {cliqUrl}/api/v3, tokens are at {accountsUrl}/oauth/v2/token.\n" +
        "Failures, edits by hand and the clock:\nPOST {cliqUrl}/_fake/faults, /_fake/by-hand, /_fake/clock.",
    )
    .action(async (options: { port: number }) => {
      const { serveFakeCliq } = await import("./serve-fake-cliq.ts");
      await serveFakeCliq(options);
    });
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}
