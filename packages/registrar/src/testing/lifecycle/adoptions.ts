import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { type Described, describeAction, describeFunction } from "./described.ts";
import type { Item } from "./organisation.ts";
import type { Wanted } from "./wanted.ts";

/** What must be in Cliq, and under which id where that is told. */
export interface Expected {
  readonly id?: string;
  readonly described: Described;
}

/** Every item of a set, as Cliq must hold it. */
export function expectedOf(wanted: Wanted, stage: string): readonly (Expected & { readonly slug: string })[] {
  const withId = ({ slug, adopt }: ManifestAction | ManifestFunction, described: Described) => ({
    slug,
    described,
    ...(adopt === undefined ? {} : { id: adopt }),
  });
  return [
    ...wanted.actions.map((one) => withId(one, describeAction(one, wanted, stage))),
    ...(wanted.functions ?? []).map((one) => withId(one, describeFunction(one, wanted, stage))),
  ];
}

/**
 * Keeps the books on what was taken over by id, `theirs` until then: it outlives its declaration, as the last committed set
 * had it. What is deleted before any update is given back, because CloudFormation does not tell it from a rollback.
 */
export function adoptions(theirs: Map<string, Item>) {
  const owners = new Map<string, Map<string, string>>();
  const last = new Map<string, Described>();
  const ways = new Map<string, (() => void)[]>();
  const wayBack = (id: string): (() => void) => {
    const [item, described] = [theirs.get(id), last.get(id)];
    return () => {
      last.delete(id);
      if (item !== undefined) theirs.set(id, item);
      if (described !== undefined) last.set(id, described);
    };
  };
  return {
    /** A stack's set is committed, or its resource is gone. */
    commit: (stackId: string, stage: string, wanted: Wanted | undefined, isUndone: boolean): void => {
      if (wanted === undefined) {
        if (isUndone) for (const giveBack of ways.get(stackId) ?? []) giveBack();
        owners.delete(stackId);
        return;
      }
      const owned = owners.get(stackId) ?? new Map<string, string>();
      const expected = expectedOf(wanted, stage);
      if (!owners.has(stackId))
        ways.set(
          stackId,
          expected.flatMap(({ id }) => (id === undefined ? [] : [wayBack(id)])),
        );
      owners.set(stackId, owned);
      for (const { slug, id, described } of expected) {
        if (id !== undefined) {
          owned.set(slug, id);
          theirs.delete(id);
        }
        const own = owned.get(slug);
        if (own !== undefined) last.set(own, described);
      }
    },
    isAdopted: (id: string): boolean => last.has(id),
    /** What no stack declares any more. */
    left: (stacks: readonly { readonly stackId: string; committed(): Wanted | undefined }[]): readonly Expected[] => {
      const declared = new Set(
        stacks.flatMap((stack) => {
          const { actions = [], functions = [] } = stack.committed() ?? {};
          return [...actions, ...functions].map(({ slug }) => owners.get(stack.stackId)?.get(slug));
        }),
      );
      return [...last].flatMap(([id, described]) => (declared.has(id) ? [] : [{ id, described }]));
    },
  };
}

/** See {@link adoptions}. */
export type Adoptions = ReturnType<typeof adoptions>;
