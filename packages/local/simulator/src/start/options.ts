import { Command, InvalidArgumentError } from "commander";

/** What `pnpm start` was asked for. */
export interface StartOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly json: boolean;
  readonly once: boolean;
}

const defaultPort = 4000;

/** Reads the command line (Node's `process.argv`); `--help` and mistakes end the process with commander's words. */
export function parseOptions(argv: readonly string[]): StartOptions {
  const command = new Command("start")
    .description("Runs the synthesised stack on this machine, with a local Cliq and a page to try the actions on.")
    .option("--port <number>", `port of the page, 0 for any (default: ${defaultPort}, with --once any)`, parsePort)
    .option("--json", "print one JSON document instead of words", false)
    .option("--once", "run every action on sample messages, report, and stop", false)
    .addHelpText("after", "\nExits 0 when all went well, 1 otherwise. Progress goes to stderr, results to stdout.")
    .parse(argv);
  const { port, json, once } = command.opts<{ port?: number; json: boolean; once: boolean }>();
  return { port: port ?? (once ? 0 : defaultPort), json, once };
}

function parsePort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
