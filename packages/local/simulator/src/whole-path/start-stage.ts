import { join } from "node:path";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type LocalAws, type LocalEvent, startLocalAws } from "@cliq-actions/local-aws";
import { putCredentials } from "../start/put-credentials.ts";
import { readAssembly } from "../start/read-assembly.ts";
import { synthesise } from "../start/synthesise.ts";

/** A local Cliq and a local AWS with everything the deployment needs, but nothing deployed yet. */
export interface Stage {
  readonly cliq: FakeCliq;
  readonly aws: LocalAws;
  readonly events: LocalEvent[];
  /** What `deploy` takes. */
  readonly stack: Parameters<LocalAws["deploy"]>[0];
}

/** Starts a stage on the real bundles; `running` stops it. */
export async function startStage(running: AsyncDisposableStack, seed: number): Promise<Stage> {
  const events: LocalEvent[] = [];
  const { folder } = await synthesise(join(import.meta.dirname, "../../../../.."), new AbortController().signal);
  const { organizationId, parameterPrefix } = await readAssembly(folder);
  const aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  running.defer(() => aws.stop());
  const cliq = await startFakeCliq({ organizationId, seed });
  running.defer(() => cliq.stop());
  await putCredentials(aws, cliq, parameterPrefix);
  const environment = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
  return { aws, cliq, events, stack: { cdkOut: folder, environment } };
}
