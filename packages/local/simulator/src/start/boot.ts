import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type DeployOptions, type LocalAws, type LocalStack, readFakes, startLocalAws } from "@cliq-actions/local-aws";
import { isAbsolute, join, relative } from "node:path";
import { type PageServer, startPageServer } from "../server/start-page-server.ts";
import { carryState } from "../kept/carry-state.ts";
import { demoChats } from "../simulation/conversation.ts";
import { people } from "../simulation/people.ts";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";
import { type FunctionWatch, watchFunctions } from "../simulation/watch-functions.ts";
import { describeEvent } from "./describe-event.ts";
import type { Progress } from "./progress.ts";
import { putCredentials } from "./put-credentials.ts";
import { type Assembly, readAssembly } from "./read-assembly.ts";
import { type Synthesis, synthesise, useAssembly } from "./synthesise.ts";

/** Everything that runs after a start. */
export interface Booted {
  readonly actionsFolder: string;
  readonly assembly: Assembly;
  readonly server: PageServer;
  readonly cliq: FakeCliq;
  readonly aws: LocalAws;
  readonly stack: LocalStack;
  readonly watch: FunctionWatch;
  readonly simulation: Simulation;
  /** What was deployed first. */
  readonly deployment: Required<Pick<DeployOptions, "cdkOut" | "environment" | "fakes">>;
  /** From the start of the process, in milliseconds. */
  readonly bootMs: number;
}

/** How to start. */
export interface BootOptions {
  /** Absolute path of the folder of action folders. */
  readonly actionsFolder: string;
  /** Whether functions may reach systems outside this machine. */
  readonly allowEgress?: boolean;
  /** Whether a debugger may stop in functions. */
  readonly inspect?: boolean;
  /** Whether it goes on where the last start of the folder ended, and keeps what happens for the next. */
  readonly keepsState?: boolean;
  /** Whether what earlier starts kept is left aside. */
  readonly fresh?: boolean;
  /** Of the page; 0 takes any free one. */
  readonly port: number;
  readonly progress: Progress;
  /** Gets everything that has to be stopped. */
  readonly running: AsyncDisposableStack;
}

/** How long Cliq waits for an action that a debugger holds. */
const longestDebuggedMs = 24 * 60 * 60_000;

/** Root of the repository that is started. */
export const repository = join(import.meta.dirname, "..", "..", "..", "..", "..");

/**
 * Synthesises the CDK app and deploys it into a local AWS, in front of a local Cliq that its custom resource registers
 * the actions in, and with the fakes of the systems that the actions call. What is started is stopped by disposing of
 * `running`, also after a failure.
 */
export async function boot(options: BootOptions): Promise<Booted> {
  const {
    actionsFolder,
    allowEgress = false,
    inspect = false,
    keepsState = false,
    fresh = false,
    port,
    progress,
    running,
  } = options;
  const server = await startPageServer(port, actionsFolder);
  running.defer(() => server.stop());
  const fakes = await readFakes(actionsFolder, { allowEgress });

  const watch = watchFunctions();
  const startingAws = startLocalAws({
    allowEgress,
    actionsFolder: nameFolder(actionsFolder),
    sourceRoot: repository,
    inspect,
    onEvent(event) {
      watch.record(event);
      const line = describeEvent(event);
      if (line !== undefined) progress.say(line);
    },
  });
  stopWhenDone(running, startingAws);

  const stopped = new AbortController();
  const say = (line: string): void => progress.say(line);
  const synthesising = synthesise({ root: repository, actionsFolder, signal: stopped.signal, say });
  running.defer(async () => {
    stopped.abort();
    await Promise.allSettled([synthesising]);
  });
  const describeSynthesis = ({ skipped }: Synthesis): string =>
    skipped ? "synth skipped, sources unchanged" : "synthesised the CDK app";
  const [{ folder }, aws] = await Promise.all([
    progress.step("synth", synthesising, describeSynthesis),
    progress.step("local AWS", startingAws),
  ]);
  // What is saved next is compared with it.
  running.defer(useAssembly(folder));
  const assembly = await readAssembly(folder);

  const { organizationId, parameterPrefix } = assembly;
  const startingCliq = startFakeCliq({
    ...(organizationId === undefined ? {} : { organizationId }),
    person: people.scott,
    // As Zoho's sample of an event has it; whether actions made through the API get one is UNKNOWN.
    responseUrl: "present" as const,
    chats: demoChats,
    ...(inspect ? { invocationTimeoutMs: longestDebuggedMs } : {}),
  });
  stopWhenDone(running, startingCliq);
  const cliq = await progress.step("local Cliq", startingCliq);
  await putCredentials(aws, cliq, parameterPrefix);

  const environment = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
  const deployment = { cdkOut: folder, environment, fakes };
  progress.say("  deploying: the functions start, and register the actions …");
  const deploying = aws.deploy(deployment);
  const stack = await progress.step("deploy", deploying, ({ resources }) => {
    return `deployed ${resources.length} resources, ${cliq.model.actions().length} actions registered`;
  });
  const stackNow = (): LocalStack =>
    aws.find(stack.stackName) ?? { ...stack, status: "DELETE_COMPLETE", apiUrl: "", resources: [] };
  const carrier = { root: repository, actionsFolder, fresh, aws, cliq, stack: stackNow, parameterPrefix, running, say };
  const carried = keepsState ? await carryState(carrier) : undefined;
  const simulation = createSimulation({ cliq, aws, stack: stackNow, watch, ...carried });
  carried?.keep(() => simulation.state().history);
  running.defer(() => simulation.stores.close());
  server.show(simulation);
  return {
    actionsFolder,
    assembly,
    server,
    cliq,
    aws,
    stack,
    watch,
    simulation,
    deployment,
    bootMs: Math.round(performance.now()),
  };
}

/** The folder as a sentence names it: from the repository when it is in there. */
function nameFolder(folder: string): string {
  const path = relative(repository, folder);
  return path.startsWith("..") || isAbsolute(path) ? folder : path;
}

/** Stops what is still being started, once it has; what failed to start needs no stopping. */
function stopWhenDone(running: AsyncDisposableStack, starting: Promise<{ stop(): Promise<void> }>): void {
  running.defer(() =>
    starting.then(
      (started) => started.stop(),
      () => {},
    ),
  );
}
