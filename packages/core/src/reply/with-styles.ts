import { InvalidReply } from "../errors/invalid-reply.ts";
import { Slide, type SlideDrawing, type SlideType } from "./slide.ts";

/**
 * A slide with `styles` beside its data. INFERRED, in this one place: one page of Zoho's has a table's styles inside the data,
 * its other pages and public integrations in use have all styles here.
 */
export function withStyles<Type extends SlideType>({ entries, draw }: SlideDrawing, styles: object): Slide<Type> {
  return new Slide<Type>(entries, (size) => ({ ...draw(size), styles }));
}

/** How a slide of that type is drawn; throws {@link InvalidReply} for anything else. */
export function expectSlide(slide: unknown, type: SlideType, builder: string): SlideDrawing {
  const drawing = Slide.drawingOf(slide);
  if (drawing?.json.startsWith(`{"type":"${type}"`)) return drawing;
  throw new InvalidReply(`${builder} takes a slide that ${type}() made.`);
}
