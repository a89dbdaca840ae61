import { InvalidReply } from "../errors/invalid-reply.ts";
import { expectNumber } from "./expect-number.ts";
import { chartLimits } from "./limits.ts";
import { fit, type Markup, type ReplyText } from "./markup.ts";
import { Slide, type SlideSize } from "./slide.ts";
import { at, slideTitle, some } from "./to-slide.ts";

/** How a graph is drawn; those from left to right are in Zoho's SDK alone. */
export type GraphPreview = "vertical_bar" | "vertical_stacked_bar" | "trend" | "horizontal_bar" | "horizontal_stacked";

/** One colour of a graph: what it stands for, and its points. */
export interface GraphCategory {
  /** Cut at 20 characters. */
  readonly name: ReplyText;
  /** A label, cut at 20 characters, with a number. */
  readonly values: readonly (readonly [label: ReplyText, value: number])[];
}

/** What a graph has beside its points. */
export interface GraphOptions {
  readonly title?: ReplyText;
  /** Defaults to "vertical_bar". */
  readonly preview?: GraphPreview;
  /** What stands along each axis; cut at 20 characters. */
  readonly xAxis?: ReplyText;
  readonly yAxis?: ReplyText;
}

const previews = ["vertical_bar", "vertical_stacked_bar", "trend", "horizontal_bar", "horizontal_stacked"] as const;

/** Numbers as bars or lines. Of more than five categories, or twenty values of one, the first are shown, and its title says so. */
export function graph(
  categories: readonly GraphCategory[],
  { title, preview = "vertical_bar", xAxis, yAxis }: GraphOptions = {},
): Slide<"graph"> {
  if (!previews.includes(preview)) throw new InvalidReply(`A graph's preview is one of ${previews.join(", ")}.`);
  const all = some(categories, "graph() categories").map(({ name, values }) => ({
    name: toLabel(name, "Graph category"),
    values: some(values, "A graph category's values").map(([label, value]) => ({
      label: toLabel(label, "Graph label"),
      value: expectNumber(value, "A graph's value"),
    })),
  }));
  const longest = all.reduce((most, { values }) => Math.max(most, values.length), 0);
  const shown = all.slice(0, chartLimits.categories);
  const data = (size: SlideSize): object[] =>
    shown.map(({ name, values }) => ({
      category: at(name, size),
      values: values.slice(0, size.entries).map(({ label, value }) => ({ label: at(label, size), value })),
    }));
  const heading = title === undefined ? undefined : fit(title, slideTitle);
  const styles = { preview, ...axis("x_axis", xAxis), ...axis("y_axis", yAxis) };
  return new Slide<"graph">(Math.min(longest, chartLimits.values), (size) => {
    const leftOut = [
      ...(all.length > shown.length ? [`${shown.length} of ${all.length} categories`] : []),
      ...(longest > size.entries ? [`first ${size.entries} of ${longest} values`] : []),
    ].join(", ");
    const words = heading === undefined ? leftOut : at(heading, size) + (leftOut && ` (${leftOut})`);
    return { type: "graph", ...(words === "" ? {} : { title: words }), data: data(size), styles };
  });
}

function axis(key: string, words: ReplyText | undefined): Readonly<Record<string, string>> {
  return words === undefined ? {} : { [key]: toLabel(words, "Graph axis").source };
}

function toLabel(words: ReplyText, name: string): Markup {
  return fit(words, { name, limitChars: chartLimits.labelChars });
}
