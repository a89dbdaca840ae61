import { differingField } from "./observed-item.ts";
import type { DesiredItem } from "./desired-set.ts";
import { RegistrationFailed, explainFailure } from "./registration-failed.ts";
import { type Section, listItems } from "./section.ts";

/** What was written, and where it must now be seen. */
export interface Written {
  readonly id: string;
  readonly desired: DesiredItem;
}

/** An item that does not look as it should; `written` tells which. */
export class NotAsWritten extends RegistrationFailed {
  readonly written: Written;

  constructor(written: Written, problem: string) {
    super(`"${written.desired.name}" (${written.desired.slug}): ${problem}`);
    this.written = written;
  }
}

/** The list may lag behind writes. */
const pausesMs = [0, 2_000, 5_000];

/** Reads back what was written: by one list for all, a few times, then one by one. Throws {@link NotAsWritten}. */
export async function verifyItems<D extends DesiredItem>(
  section: Section<D>,
  written: readonly Written[],
): Promise<void> {
  let open = written;
  for (const pauseMs of pausesMs) {
    if (open.length === 0) return;
    await section.run.clock.sleep(pauseMs);
    const live = await listItems(section.api);
    open = open.filter(
      ({ id, desired }) =>
        !live.some((item) => item.id === id && differingField(item.shown, desired.fields) === undefined),
    );
  }
  for (const one of open) {
    const read = await section.api.get(one.id);
    if (!read.ok) throw new NotAsWritten(one, `it could not be read back. ${explainFailure(read.error)}`);
    const field = differingField(read.value.shown, one.desired.fields);
    if (field !== undefined)
      throw new NotAsWritten(one, `Cliq holds another ${field} than it was given. Deploy again.`);
  }
}
