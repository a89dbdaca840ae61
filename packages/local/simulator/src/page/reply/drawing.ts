/** A point of a chart. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
}

/** Parts of a whole. */
export interface DrawnShares {
  readonly kind: "shares";
  readonly preview: string;
  readonly shares: readonly ChartPoint[];
}

/** Bars or lines. */
export interface DrawnGraph {
  readonly kind: "graph";
  readonly preview: string;
  readonly xAxis: string;
  readonly yAxis: string;
  readonly categories: readonly { readonly name: string; readonly values: readonly ChartPoint[] }[];
}

/** Rows of cells. */
export interface DrawnTable {
  readonly kind: "table";
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How wide each column is, in per cent. */
  readonly widths?: readonly number[];
  /** How many rows and columns stay in sight. */
  readonly sticky?: { readonly rows: number; readonly columns: number };
}

/** A block under the text of a message, ready to be drawn. */
export type DrawnSlide = { readonly title?: string } & (
  | DrawnTable
  | DrawnShares
  | DrawnGraph
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "label"; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: "images"; readonly urls: readonly string[] }
  | { readonly kind: "text"; readonly text: string }
  /** A slide Cliq knows and this page does not draw. */
  | { readonly kind: "other"; readonly type: string; readonly source: string }
);

/** A button under a message. */
export interface DrawnButton {
  readonly label: string;
  readonly warning: boolean;
  readonly hint?: string;
  /** What is asked before it acts, as it came. */
  readonly confirm?: unknown;
  readonly action:
    | { readonly kind: "open"; readonly url: string }
    | { readonly kind: "copy"; readonly text: string }
    /** A page shown inside Cliq. */
    | { readonly kind: "preview"; readonly url: string }
    /** What Cliq itself would do, for example `startchat/123`. */
    | { readonly kind: "system"; readonly api: string }
    /** What a function is behind; `source` is the button as it came. */
    | { readonly kind: "function"; readonly name: string; readonly source: unknown }
    | { readonly kind: "other"; readonly type: string };
}

/** Names with values on a card. */
export interface DrawnSection {
  readonly title?: string;
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** What stands at the head of a message. */
export interface DrawnCard {
  readonly title: string;
  readonly theme: string;
  readonly thumbnail?: string;
  /** What a poll lets people choose from. */
  readonly options?: readonly string[];
  readonly sections?: readonly DrawnSection[];
}

/** What Cliq would put on the screen for an answer's `output`. */
export type Drawing =
  | { readonly kind: "nothing" }
  | { readonly kind: "banner"; readonly failed: boolean; readonly text: string }
  | {
      readonly kind: "message";
      readonly text: string;
      readonly card?: DrawnCard;
      /** Whose name and picture it has in place of the action's. */
      readonly bot?: { readonly name: string; readonly image?: string };
      readonly slides: readonly DrawnSlide[];
      readonly buttons: readonly DrawnButton[];
      /** Those within the text, by what stands for them there. */
      readonly instantButtons?: ReadonlyMap<string, DrawnButton>;
    }
  /** Opened in a dialog; `source` is the form as it came. */
  | { readonly kind: "form"; readonly title: string; readonly source: unknown }
  /** A kind of answer this page does not draw, shown as it came. */
  | { readonly kind: "other"; readonly type: string; readonly source: string };
