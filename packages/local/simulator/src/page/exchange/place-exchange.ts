import type { InvocationReport, PageUse } from "../../page-api.ts";

/** Of an exchange, what tells where it is seen. */
interface Placed {
  readonly use?: PageUse;
  readonly report?: Pick<InvocationReport, "output" | "problem" | "outcome">;
}

/** Where a person sees what came of an exchange: as a reply of its own, in place of another, or in a dialog alone. */
export type Placement = { readonly kind: "entry" | "nowhere" } | { readonly kind: "edit"; readonly of: string };

/** The place of an exchange; `find` knows the others. */
export function placeExchange({ use, report }: Placed, find: (id: string) => Placed | undefined): Placement {
  if (use === undefined) return { kind: "entry" };
  if (report === undefined || use.do === "change" || use.do === "search") return { kind: "nowhere" };
  if (report.problem !== undefined || report.outcome !== "answered") return { kind: "entry" };
  switch (typeOf(report.output)) {
    case "message_edit":
      return { kind: "edit", of: findRoot(use.of, find) };
    // A form is asked again, or the next one; a banner is a banner.
    case "form":
    case "form_error":
    case "nothing":
      return { kind: "nowhere" };
    default:
      return { kind: "entry" };
  }
}

/** What an edit of what stands in `of` replaces: the reply or message that led to a form, where it stands in a form. */
export function findRoot(of: string, find: (id: string) => Placed | undefined): string {
  const origin = find(of);
  if (origin?.use === undefined || placeExchange(origin, find).kind === "entry") return of;
  return findRoot(origin.use.of, find);
}

function typeOf(output: unknown): unknown {
  if (typeof output !== "object" || output === null) return "nothing";
  return "type" in output ? output.type : "message";
}
