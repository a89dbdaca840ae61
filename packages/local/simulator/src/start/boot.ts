import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type LocalAws, type LocalStack, startLocalAws } from "@cliq-actions/local-aws";
import { join } from "node:path";
import { type PageServer, startPageServer } from "../server/start-page-server.ts";
import { people } from "../simulation/people.ts";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";
import { type FunctionWatch, watchFunctions } from "../simulation/watch-functions.ts";
import type { Progress } from "./progress.ts";
import { putCredentials } from "./put-credentials.ts";
import { readAssembly } from "./read-assembly.ts";
import { type Synthesis, synthesise } from "./synthesise.ts";

/** Everything that runs after a start. */
export interface Booted {
  readonly server: PageServer;
  readonly cliq: FakeCliq;
  readonly aws: LocalAws;
  readonly stack: LocalStack;
  readonly watch: FunctionWatch;
  readonly simulation: Simulation;
  /** From the start of the process, in milliseconds. */
  readonly bootMs: number;
}

/** How to start. */
export interface BootOptions {
  /** Of the page; 0 takes any free one. */
  readonly port: number;
  readonly progress: Progress;
  /** Gets everything that has to be stopped. */
  readonly running: AsyncDisposableStack;
}

/** Root of the repository that is started. */
export const repository = join(import.meta.dirname, "..", "..", "..", "..", "..");

/**
 * Synthesises the CDK app and deploys it into a local AWS, in front of a local Cliq that its custom resource registers
 * the actions in. What is started is stopped by disposing of `running`, also after a failure.
 */
export async function boot({ port, progress, running }: BootOptions): Promise<Booted> {
  const server = await startPageServer(port);
  running.defer(() => server.stop());

  const watch = watchFunctions();
  const startingAws = startLocalAws({
    onEvent(event) {
      watch.record(event);
      if (event.type === "invocation" && !event.ok)
        progress.say(`  failed: ${event.functionName}: ${event.errorType ?? "no reason given"}`);
      if (event.type === "denied")
        progress.say(`  denied: ${event.principal} may not ${event.action} on ${event.resource}`);
      if (event.type === "egress-refused") progress.say(`  refused: ${event.functionName}: ${event.reason}`);
      if (event.type === "fake-failed") progress.say(`  fake ${event.fake}: ${event.reason}`);
    },
  });
  running.defer(() =>
    startingAws.then(
      (aws) => aws.stop(),
      () => {},
    ),
  );

  const stopped = new AbortController();
  const synthesising = synthesise(repository, stopped.signal);
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
  const { organizationId, parameterPrefix } = await readAssembly(folder);

  const startingCliq = startFakeCliq({ organizationId, person: people.scott });
  running.defer(() =>
    startingCliq.then(
      (cliq) => cliq.stop(),
      () => {},
    ),
  );
  const cliq = await progress.step("local Cliq", startingCliq);
  await putCredentials(aws, cliq, parameterPrefix);

  const environment = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
  const stack = await progress.step("deploy", aws.deploy({ cdkOut: folder, environment }), ({ resources }) => {
    return `deployed ${resources.length} resources, ${cliq.model.actions().length} actions registered`;
  });
  const simulation = createSimulation({ cliq, aws, stack, watch });
  running.defer(() => simulation.stores.close());
  server.show(simulation);
  return { server, cliq, aws, stack, watch, simulation, bootMs: Math.round(performance.now()) };
}
