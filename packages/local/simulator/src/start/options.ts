import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";

/** What `pnpm start` was asked for. */
export interface StartOptions {
  /** Absolute path of the folder of action folders; the repository's own when absent. */
  readonly actions?: string;
  /** Whether functions may reach systems outside this machine. */
  readonly allowEgress: boolean;
  /** Whether what earlier starts kept is left aside. */
  readonly fresh: boolean;
  /** 0 takes any free port. */
  readonly port: number;
  readonly json: boolean;
  /** Whether a debugger may stop in functions. */
  readonly inspect: boolean;
  readonly once: boolean;
  /** Whether each save is built. */
  readonly watch: boolean;
  /** Whether the page is opened in a browser. */
  readonly open: boolean;
}

const defaultPort = 4000;

/** Reads the command line (Node's `process.argv`); `--help` and mistakes end the process with commander's sentences. */
export function parseOptions(argv: readonly string[]): StartOptions {
  const command = new Command("start")
    .description("Runs the synthesised stack on this machine, with a local Cliq and a page to\ntry the actions on.")
    .option("--actions <folder>", "folder of action folders (default: packages/actions/src)")
    .option("--allow-egress", "let functions reach real systems outside this machine", false)
    .option("--fresh", "begin anew, without what was said, clicked and stored before", false)
    .option("--port <number>", `port of the page, 0 for any (default: ${defaultPort}, with --once any)`, parsePort)
    .option("--json", "print one JSON document instead of text", false)
    .option("--inspect", "let a debugger stop in functions, without limits of time", false)
    .option("--no-watch", "do not build again when files are saved")
    .option("--open", "open the page in a browser", false)
    .option("--once", "run every action on sample messages, report, and stop", false)
    .addHelpText("after", "\nExits 0 when all went well, 1 otherwise. Progress goes to stderr, results to\nstdout.")
    .parse(argv);
  const { actions, allowEgress, fresh, inspect, port, json, once, watch, open } = command.opts<Partial<StartOptions>>();
  return {
    ...(actions === undefined ? {} : { actions: resolve(actions) }),
    allowEgress: allowEgress ?? false,
    fresh: fresh ?? false,
    port: port ?? (once === true ? 0 : defaultPort),
    inspect: inspect ?? false,
    json: json ?? false,
    once: once ?? false,
    watch: watch !== false && once !== true,
    open: open ?? false,
  };
}

function parsePort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
