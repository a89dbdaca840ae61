import { InvalidReply } from "../errors/invalid-reply.ts";
import { replyLimits as limits } from "./limits.ts";
import { Slide, type SlideDrawing, type SlideSize } from "./slide.ts";
import { paragraph } from "./slides.ts";

/** Fewest characters a text of a slide is cut to before entries are left out. */
const leastTextChars = 8;

/**
 * The JSON of a reply's slides, within Cliq's limits on their number and total size. What grows with what people wrote
 * or selected is cut, and says so; only trusted markup and addresses that are too large by themselves are refused.
 */
export function fitSlides(slides: readonly Slide[]): string {
  const drawings = slides.map((slide, index) => drawingOf(slide, index));
  const left = drawings.length - limits.slides + 1;
  const shown = left < 2 ? drawings : [...drawings.slice(0, -left), drawingOf(paragraph(`… and ${left} more`), 0)];
  const whole = `[${shown.map(({ json }) => json).join(",")}]`;
  return whole.length <= limits.slidesTotalChars ? whole : shrink(shown);
}

function shrink(slides: readonly SlideDrawing[]): string {
  const draw = (size: SlideSize): string => JSON.stringify(slides.map((slide) => slide.draw(size)));
  const fits = (size: SlideSize): boolean => draw(size).length <= limits.slidesTotalChars;
  // An entry takes three characters at least, so more than that can never be shown.
  const most = Math.min(Math.max(...slides.map((slide) => slide.entries)), limits.slidesTotalChars / 3);
  const entries = largest(1, Math.floor(most), (count) => fits({ textChars: leastTextChars, entries: count }));
  if (entries === undefined) {
    throw new InvalidReply(
      `A reply's slides have more than ${limits.slidesTotalChars} characters of markup and addresses; Cliq allows no more.`,
    );
  }
  const textChars = largest(leastTextChars, limits.slideTextChars, (chars) => fits({ textChars: chars, entries }));
  return draw({ textChars: textChars ?? leastTextChars, entries });
}

/** The largest whole number of a range that fits, found by halving; undefined when not even the first does. */
function largest(from: number, to: number, fits: (value: number) => boolean): number | undefined {
  if (!fits(from)) return undefined;
  let [good, bad] = [from, to + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function drawingOf(slide: unknown, index: number): SlideDrawing {
  const drawing = Slide.drawingOf(slide);
  if (drawing !== undefined) return drawing;
  throw new InvalidReply(`Slide ${index + 1} was not made by a builder.`);
}
