import { replyLimits } from "./limits.ts";

/** What Cliq calls the blocks below a message's text. */
export type SlideType = "table" | "list" | "label" | "images" | "text" | "percentage_chart" | "graph";

/** How far a slide's texts and entries are cut, so that all slides of a reply fit together. */
export interface SlideSize {
  readonly textChars: number;
  readonly entries: number;
}

/** A slide as its reply needs it. */
export interface SlideDrawing {
  /** How many entries it has in full. */
  readonly entries: number;
  /** Its wire form in full, as JSON. */
  readonly json: string;
  /** Its wire form at a size; what is left out is said in it. */
  readonly draw: (size: SlideSize) => object;
}

/**
 * One [block below a message's text](https://www.zoho.com/cliq/help/restapi/v3/messageformat/): an opaque value that only
 * {@link table}, {@link list} and their kin make.
 */
export class Slide<Type extends SlideType = SlideType> {
  /** Tells a table from a list where only one of them will do; there is nothing of it at run time. */
  declare protected readonly type: Type;
  readonly #drawing: SlideDrawing;
  /** What two slides are compared by. */
  private readonly json: string;

  constructor(entries: number, draw: (size: SlideSize) => object) {
    this.json = JSON.stringify(draw({ textChars: replyLimits.slideTextChars, entries }));
    this.#drawing = { entries, json: this.json, draw };
    Object.freeze(this);
  }

  /** How it is drawn; undefined for any value that no builder made. */
  static drawingOf(value: unknown): SlideDrawing | undefined {
    return typeof value === "object" && value !== null && #drawing in value ? value.#drawing : undefined;
  }
}
