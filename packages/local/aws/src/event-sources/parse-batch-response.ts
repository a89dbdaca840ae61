/** The ids of the messages that a function says it failed at; "all" where its answer is none that Lambda understands. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export function parseBatchResponse(payload: string, messageIds: readonly string[]): ReadonlySet<string> | "all" {
  const response = parseJson(payload);
  if (response === undefined) return "all";
  // Nothing at all, an empty text or list: nothing is said of any failure.
  if (response === null || response === "" || (Array.isArray(response) && response.length === 0)) return new Set();
  if (typeof response !== "object" || Array.isArray(response)) return "all";
  const { batchItemFailures: failures = null } = response as { batchItemFailures?: unknown };
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return "all";
  const failed = failures.map((failure: unknown) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  return failed.every((id) => typeof id === "string" && messageIds.includes(id)) ? new Set(failed as string[]) : "all";
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
