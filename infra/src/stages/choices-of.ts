import type { Stage, StageInput } from "./define-stages.ts";

/** What a stage chooses one of several for, by the key in infra/stages.ts. */
export type Chosen = Readonly<
  Record<"desk" | "translator", { readonly kind: string; readonly origin?: string | undefined }>
>;

/** Kinds that the packages' `exports` have as their default. */
const usual = { desk: "built-in", translator: "amazon" } as const satisfies { readonly [Key in keyof Chosen]: string };

/** A stage's choices as conditions of `exports`, such as "desk-jira": a bundle holds what was chosen, and nothing of the others. */
export function choicesOf(stage: Pick<Stage, keyof Chosen>): readonly string[] {
  const keys = Object.keys(usual) as (keyof Chosen)[];
  return keys.flatMap((key) => (stage[key].kind === usual[key] ? [] : [`${key}-${stage[key].kind}`]));
}

/** What a stage chooses, as infra/stages.ts has it: of one that cannot be deployed yet, too. */
export function chosenBy({
  desk = { kind: usual.desk },
  translator = { kind: usual.translator },
}: Pick<StageInput, keyof Chosen>): Chosen {
  return { desk, translator };
}
