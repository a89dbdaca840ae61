import { findPause, type Pauses } from "@cliq-actions/infra/stages/pauses";
import { wrap } from "../stage/wrap.ts";
import type { Switched } from "./switch-target.ts";

/** What a pause came to, for a terminal of 80 columns, and how to keep and how to end it. */
export function printPaused(
  { name }: Pauses,
  switched: readonly Switched[],
  { reason, slug }: { readonly reason: string; readonly slug: string | undefined },
): string {
  const [first] = switched;
  const written = JSON.stringify(reason);
  return [
    `Stage ${name}`,
    ...switched.map(({ slug: one, isChanged }) => `  ${one} ${isChanged ? "is paused" : "was paused already"}`),
    "",
    ...wrap(`People who click are told: "${first?.paused ?? ""}"`),
    ...(switched.some(({ hasBackground }) => hasBackground)
      ? wrap("Background work that was taken on waits in its queue, four days at most; it stops within a minute.")
      : []),
    ...wrap(
      "A deployment that changes a function may end its pause. To keep it, write into infra/stages.ts, into the stage " +
        `${name}:`,
    ),
    slug === undefined ? `  pausedAll: ${written},` : `  paused: { ${JSON.stringify(slug)}: ${written} },`,
    "To end it:",
    `  pnpm cliq resume ${slug ?? "--all"} --stage ${name}`,
  ].join("\n");
}

/** What the end of a pause came to, and what is still written down. */
export function printResumed(stage: Pauses, switched: readonly Switched[]): string {
  const written = switched.filter(({ slug }) => findPause(stage, slug) !== undefined).map(({ slug }) => slug);
  return [
    `Stage ${stage.name}`,
    ...switched.map(({ slug, isChanged }) => `  ${slug} ${isChanged ? "serves again" : "was not paused"}`),
    ...(written.length === 0
      ? []
      : [
          "",
          ...wrap(
            `infra/stages.ts still pauses ${written.join(", ")}: take that out of paused or pausedAll of stage ` +
              `${stage.name}, or the next deployment that changes a function pauses it again.`,
          ),
        ]),
  ].join("\n");
}
