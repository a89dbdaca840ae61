import { join } from "node:path";
import { type CliqModelOptions, type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { type LocalAws, type LocalEvent, readFakes, startLocalAws } from "@cliq-actions/local-aws";
import { putCredentials } from "../start/put-credentials.ts";
import { readAssembly } from "../start/read-assembly.ts";
import { synthesise } from "../start/synthesise.ts";

/** A local Cliq and a local AWS with everything the deployment needs, but nothing deployed yet. */
export interface Stage {
  readonly cliq: FakeCliq;
  readonly aws: LocalAws;
  readonly events: LocalEvent[];
  /** Where the stage's parameters are, such as `/cliq-actions/local`. */
  readonly parameterPrefix: string;
  /** What `deploy` takes. */
  readonly stack: Parameters<LocalAws["deploy"]>[0];
}

/** Starts a stage on the real bundles of the tests' own actions, or of those in `actionsFolder`; `running` stops it. */
export async function startStage(
  running: AsyncDisposableStack,
  options: Omit<CliqModelOptions, "organizationId" | "origin">,
  actionsFolder = testActions,
): Promise<Stage> {
  const events: LocalEvent[] = [];
  const root = join(import.meta.dirname, "../../../../..");
  const { signal } = new AbortController();
  const { folder } = await synthesise({ root, actionsFolder, signal });
  const { organizationId = "", parameterPrefix } = await readAssembly(folder);
  const aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  running.defer(() => aws.stop());
  const cliq = await startFakeCliq({ organizationId, ...options });
  running.defer(() => cliq.stop());
  await putCredentials(aws, cliq, parameterPrefix);
  const environment = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
  const fakes = await readFakes(actionsFolder);
  return { aws, cliq, events, parameterPrefix, stack: { cdkOut: folder, environment, fakes } };
}
