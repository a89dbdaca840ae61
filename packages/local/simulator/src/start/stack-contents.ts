import type { FakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalStack } from "@cliq-actions/local-aws";
import { slugOf } from "../simulation/to-page.ts";

/** What of a running stack its author knows by name, so that two moments can be compared. */
export interface StackContents {
  /** The published version that serves an action, by slug. */
  readonly versions: ReadonlyMap<string, string>;
  /** Names of the registered actions and how often each was changed, by slug. */
  readonly registered: ReadonlyMap<string, { readonly name: string; readonly revision: number }>;
}

/** Reads what a stack serves and what Cliq holds now. */
export function readContents(
  stack: Pick<LocalStack, "resources"> | undefined,
  cliq: Pick<FakeCliq, "model">,
): StackContents {
  const versions = (stack?.resources ?? []).flatMap(({ type, path, physicalId }): [string, string][] => {
    const [, slug] = /^[^/]+\/([^/]+)\/Webhook\//u.exec(path) ?? [];
    return type === "AWS::Lambda::Version" && slug !== undefined ? [[slug, physicalId]] : [];
  });
  const registered = cliq.model.actions().map((action) => [slugOf(action) || action.name, action] as const);
  return { versions: new Map(versions), registered: new Map(registered) };
}

/** What differs, in the words of the terminal: "echo is new, keep-row is gone". */
export function describeContents(before: StackContents, after: StackContents): string[] {
  const keys = [after.versions, after.registered, before.versions, before.registered].flatMap((one) => [...one.keys()]);
  return [...new Set(keys)].flatMap((slug) => {
    const [was, is] = [before.registered.get(slug), after.registered.get(slug)];
    if (was === undefined && is !== undefined) return [`${slug} is there, as "${is.name}"`];
    if (was !== undefined && is === undefined) return [`${slug} is gone`];
    const parts = [
      before.versions.get(slug) === after.versions.get(slug) ? [] : ["new"],
      was?.revision === is?.revision ? [] : [`registered again as "${is?.name}"`],
    ].flat();
    return parts.length === 0 ? [] : [`${slug} is ${parts.join(" and ")}`];
  });
}
