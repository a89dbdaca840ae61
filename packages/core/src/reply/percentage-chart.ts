import { InvalidReply } from "../errors/invalid-reply.ts";
import { expectNumber } from "./expect-number.ts";
import { chartLimits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import type { Slide, SlideSize } from "./slide.ts";
import { at, some, toSlide } from "./to-slide.ts";
import { expectSlide, withStyles } from "./with-styles.ts";

/** How a percentage chart is drawn. */
export type PercentageChartPreview = "pie" | "doughnut" | "semi_doughnut";

/** What a percentage chart has beside its segments. */
export interface PercentageChartOptions {
  readonly title?: ReplyText;
  /** Defaults to "pie". */
  readonly preview?: PercentageChartPreview;
}

const previews = ["pie", "doughnut", "semi_doughnut"] as const;

/**
 * The shares of a whole, each a label (cut at 20 characters) with a number. Of more than five, those that come last are one
 * share together.
 */
export function percentageChart(
  segments: readonly (readonly [label: ReplyText, value: number])[],
  { title, preview = "pie" }: PercentageChartOptions = {},
): Slide<"percentage_chart"> {
  if (!previews.includes(preview)) throw new InvalidReply(`A chart's preview is one of ${previews.join(", ")}.`);
  const shares = some(segments, "percentageChart() segments").map(([label, value]) => ({
    label: fit(label, { name: "Chart label", limitChars: chartLimits.labelChars }),
    value: expectNumber(value, "A chart's value", 0),
  }));
  const draw = (size: SlideSize): object[] => {
    const most = Math.min(size.entries, chartLimits.segments);
    const kept = shares.length > most ? shares.slice(0, most - 1) : shares;
    const rest = shares.slice(kept.length);
    return [
      ...kept.map(({ label, value }) => ({ label: at(label, size), value })),
      ...(rest.length === 0 ? [] : [{ label: `${rest.length} more`, value: add(rest.map(({ value }) => value)) }]),
    ];
  };
  const entries = Math.min(shares.length, chartLimits.segments);
  const slide = toSlide("percentage_chart", title, entries, draw);
  return withStyles(expectSlide(slide, "percentage_chart", "percentageChart()"), { preview });
}

/** A sum that stays a number of JSON. */
function add(values: readonly number[]): number {
  return Math.min(
    values.reduce((sum, value) => sum + value, 0),
    Number.MAX_VALUE,
  );
}
