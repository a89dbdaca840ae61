import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { explainFailure } from "./explain-failure.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/**
 * Deletes actions of ours by id; one that is gone already counts. Tries all of them before it throws
 * {@link RegistrationFailed}, which names every one that is left.
 */
export async function removeActions(run: Reconciliation, actions: readonly { slug: string; id: string }[]): Promise<void> {
  const left: { slug: string; id: string; why: string }[] = [];
  for (const { slug, id } of actions) {
    await run.makeRoom("delete");
    const removed = await run.ports.client.delete(id);
    if (removed.ok || isNotFound(removed.error)) await run.forget(slug);
    else left.push({ slug, id, why: explainFailure(removed.error) });
    // Neither a lock nor a missing token gets better by asking again for the next one.
    if (!removed.ok && removed.error.kind !== "refused" && removed.error.kind !== "unavailable") break;
  }
  if (left.length === 0) return;
  const names = Object.entries(run.state.actions).filter(([slug]) => actions.some((action) => action.slug === slug));
  throw new RegistrationFailed(
    `Still in Cliq: ${names.map(([slug, { id }]) => `${slug} (id ${id ?? "unknown"})`).join(", ")}. ${left[0]?.why ?? ""} ` +
      "Or delete them in Cliq by hand, then delete the stack again.",
  );
}
