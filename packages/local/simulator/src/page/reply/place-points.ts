import type { DrawnGraph } from "./drawing.ts";

/** A bar, in a field that is 100 by 100 from its upper left corner. */
interface PlacedBar {
  /** Number of its category. */
  readonly category: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the points of a graph stand. */
export interface PlacedGraph {
  readonly labels: readonly string[];
  /** The ends of the axis of values; it always holds zero. */
  readonly least: number;
  readonly most: number;
  readonly bars: readonly PlacedBar[];
  /** Of a trend: for each category the points of its line. */
  readonly lines: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** Share of the room of one label that is left free on each side of its bars. */
const free = 0.1;

/** Places a graph's points; those from left to right are placed as the upright ones, and turned when they are drawn. */
export function placePoints({ preview, categories }: Pick<DrawnGraph, "preview" | "categories">): PlacedGraph {
  const labels = [...new Set(categories.flatMap(({ values }) => values.map(({ label }) => label)))];
  const isStacked = preview === "vertical_stacked_bar" || preview === "horizontal_stacked";
  const isTrend = preview === "trend";
  // How high the bars of each label are by now, above and below zero.
  const above = labels.map(() => 0);
  const below = labels.map(() => 0);
  const spans = categories.flatMap(({ values }, category) =>
    values.map(({ label, value }) => {
      const at = labels.indexOf(label);
      const stack = value < 0 ? below : above;
      const from = isStacked ? (stack[at] ?? 0) : 0;
      stack[at] = from + value;
      return { category, at, from, to: from + value };
    }),
  );
  const least = Math.min(0, ...spans.map(({ to }) => to));
  const most = Math.max(0, ...spans.map(({ to }) => to));
  const heightOf = (value: number): number => share(most - value, most - least);
  const room = 100 / Math.max(1, labels.length);
  const width = (room * (1 - 2 * free)) / (isStacked ? 1 : Math.max(1, categories.length));
  const bars = spans.map(({ category, at, from, to }) => {
    const [y, end] = [heightOf(Math.max(from, to)), heightOf(Math.min(from, to))];
    const x = at * room + room * free + (isStacked ? 0 : category * width);
    return { category, x, y, width, height: end - y };
  });
  const lines = categories.map((_, number) =>
    spans
      .filter(({ category }) => category === number)
      .map(({ at, to }) => [at * room + room / 2, heightOf(to)] as const),
  );
  return { labels, least, most, bars: isTrend ? [] : bars, lines: isTrend ? lines : [] };
}

/** Per cent, to the hundredth; the two are divided first, so that the largest numbers there are stay numbers. */
function share(part: number, whole: number): number {
  const halves = part / 2 / (whole / 2);
  return Number.isFinite(halves) ? Math.round(halves * 10_000) / 100 : 0;
}
