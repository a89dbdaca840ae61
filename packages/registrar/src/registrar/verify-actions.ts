import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { differingField } from "./compare-action.ts";
import type { DesiredAction } from "./desired-action.ts";
import { explainFailure } from "./explain-failure.ts";
import { listActions } from "./list-actions.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/** What was written, and where it must now be seen. */
export interface Written {
  readonly id: string;
  readonly desired: DesiredAction;
}

/** An action that does not look as it should; `written` tells which. */
export class NotAsWritten extends RegistrationFailed {
  readonly written: Written;

  constructor(written: Written, problem: string) {
    super(`"${written.desired.fields.name}" (${written.desired.slug}): ${problem}`);
    this.written = written;
  }
}

/** The list may lag behind writes. */
const pausesMs = [0, 2_000, 5_000];

/** Reads back what was written: by one list for all, a few times, then one by one. Throws {@link NotAsWritten}. */
export async function verifyActions(run: Reconciliation, written: readonly Written[]): Promise<void> {
  let open = written;
  for (const pauseMs of pausesMs) {
    if (open.length === 0) return;
    await run.ports.clock.sleep(pauseMs);
    const live = await listActions(run.ports.client);
    open = open.filter(({ id, desired }) => !live.some((shown) => shown.id === id && looksRight(shown, desired)));
  }
  for (const one of open) {
    const read = await run.ports.client.get(one.id);
    if (!read.ok) throw new NotAsWritten(one, `it could not be read back. ${explainFailure(read.error)}`);
    const field = differingField(read.value, one.desired.fields);
    if (field !== undefined) throw new NotAsWritten(one, `Cliq holds another ${field} than it was given. Deploy again.`);
  }
}

function looksRight(shown: MessageAction, desired: DesiredAction): boolean {
  return differingField(shown, desired.fields) === undefined;
}
