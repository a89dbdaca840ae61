import { ServiceError } from "../../service-error.ts";
import { queryCodeOf } from "./to-sqs-error.ts";

const maxEntries = 10;

/** Does something with every entry of a batch; an entry that is refused does not keep the others from it. */
export function runBatch<Entry extends { Id: string }>(
  action: string,
  entries: readonly Entry[],
  run: (entry: Entry) => object,
): { Successful: object[]; Failed: object[] } {
  if (entries.length === 0)
    throw new ServiceError("EmptyBatchRequest", `There should be at least one ${action}RequestEntry in the request.`);
  if (entries.length > maxEntries)
    throw new ServiceError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${maxEntries}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id }) => Id);
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id)))
    throw new ServiceError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  const repeated = ids.find((id, index) => ids.indexOf(id) < index);
  if (repeated !== undefined) throw new ServiceError("BatchEntryIdsNotDistinct", `Id ${repeated} repeated.`);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries)
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: queryCodeOf(error.code), Message: error.message });
    }
  return { Successful, Failed };
}
