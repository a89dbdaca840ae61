/** A block under the text of a message, ready to be drawn. */
export type DrawnSlide = { readonly title?: string } & (
  | { readonly kind: "table"; readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] }
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
  readonly action:
    | { readonly kind: "open"; readonly url: string }
    | { readonly kind: "copy"; readonly text: string }
    /** What Cliq itself would do, for example `startchat/123`. */
    | { readonly kind: "system"; readonly api: string }
    /** What a function is behind; `source` is the button as it came. */
    | { readonly kind: "function"; readonly name: string; readonly source: unknown }
    | { readonly kind: "other"; readonly type: string };
}

/** What Cliq would put on the screen for an answer's `output`. */
export type Drawing =
  | { readonly kind: "nothing" }
  | { readonly kind: "banner"; readonly failed: boolean; readonly text: string }
  | {
      readonly kind: "message";
      readonly text: string;
      readonly card?: { readonly title: string; readonly theme: string; readonly thumbnail?: string };
      readonly slides: readonly DrawnSlide[];
      readonly buttons: readonly DrawnButton[];
    }
  /** Opened in a dialog; `source` is the form as it came. */
  | { readonly kind: "form"; readonly title: string; readonly source: unknown }
  /** A kind of answer this page does not draw, shown as it came. */
  | { readonly kind: "other"; readonly type: string; readonly source: string };
