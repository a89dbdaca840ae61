import { tryAgain } from "@cliq-actions/cliq/remedies";
import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { undoCreate } from "./create-item.ts";
import type { DesiredItem } from "./desired-set.ts";
import { decisive, differencesOf, type Differences } from "./observed-item.ts";
import { explainFailure, RegistrationFailed } from "./registration-failed.ts";
import { listItems, type Section } from "./section.ts";

/** What was written, and where it must now be seen. */
export interface Written {
  readonly id: string;
  readonly desired: DesiredItem;
  /** Whether this run has made it. */
  readonly isNew: boolean;
}

/** The list may lag behind writes. */
const pausesMs = [0, 2_000, 5_000];

/**
 * Reads back what was written: by one list for all, a few times, then one by one. What Cliq shows otherwise than it was
 * sent is told to the log and kept in the ledger, to compare with it next time: Cliq has taken it, and may show it in a
 * way of its own. Throws {@link RegistrationFailed} where it is not there, or differs in what decides what it is; what this
 * run has made is then removed again.
 */
export async function verifyItems(section: Section, written: readonly Written[]): Promise<void> {
  let open = written;
  for (const pauseMs of pausesMs) {
    if (open.length === 0) break;
    await section.run.clock.sleep(pauseMs);
    const listed = await listItems(section.api);
    open = open.filter(({ id, desired }) => {
      const item = listed.find((one) => one.id === id);
      return item === undefined || Object.keys(differencesOf(item.shown, expected(desired))).length > 0;
    });
  }
  for (const one of open) await keepDifferences(section, one, await readDifferences(section, one));
  for (const { desired } of written) {
    const fields = Object.keys(section.entries[desired.slug]?.shown ?? {});
    if (fields.length > 0)
      section.run.warn(
        `"${desired.name}" (${desired.slug}): Cliq has taken what it was sent, and shows something else as its ${fields.join(", ")}.`,
      );
  }
}

async function readDifferences(section: Section, one: Written): Promise<Differences> {
  const read = await section.api.get(one.id);
  if (!read.ok) {
    if (isNotFound(read.error))
      throw await fail(section, one, `it is not there any more. ${explainFailure(read.error)}`);
    return {};
  }
  const differences = differencesOf(read.value.shown, expected(one.desired));
  const wrong = Object.keys(differences).find((field) => decisive.has(field));
  if (wrong !== undefined)
    throw await fail(section, one, `Cliq holds another ${wrong} than it was given. ${tryAgain}.`);
  return differences;
}

async function fail(section: Section, { id, desired, isNew }: Written, problem: string): Promise<RegistrationFailed> {
  const { name, slug } = desired;
  const error = new RegistrationFailed(`"${name}" (${slug}): ${problem}`);
  return isNew ? undoCreate(section, slug, id, error) : error;
}

async function keepDifferences(
  section: Section,
  { id, desired: { slug } }: Written,
  differences: Differences,
): Promise<void> {
  if (Object.keys(differences).length === 0) return;
  const shown = { ...section.entries[slug]?.shown, ...differences };
  await section.record(slug, { phase: "registered", id, shown });
}

/** The fields that are sent, and what Cliq makes of a kind. */
function expected({ fields, kind }: DesiredItem): object {
  const [execution, type] = kind.split(" ");
  return { ...fields, execution_type: execution, ...(type === undefined ? {} : { function_type: type }) };
}
