import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { type Described, describeAction, describeFunction } from "./described.ts";
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

/** Keeps the books on what was taken over by id: it outlives its declaration, as the last committed set had it. */
export function adoptions() {
  const owners = new Map<string, Map<string, string>>();
  const last = new Map<string, Described>();
  return {
    /** A stack's set is committed, or its resource is gone. */
    commit: (stackId: string, stage: string, wanted: Wanted | undefined): void => {
      const owned = owners.get(stackId) ?? new Map<string, string>();
      if (wanted === undefined) owners.delete(stackId);
      else owners.set(stackId, owned);
      for (const { slug, id, described } of wanted === undefined ? [] : expectedOf(wanted, stage)) {
        if (id !== undefined) owned.set(slug, id);
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
