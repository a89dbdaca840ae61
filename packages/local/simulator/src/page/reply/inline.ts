/** A piece of a message's text, as Cliq's markup describes it. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "mention"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly children: readonly Inline[] }
  /** `[label](invoke.function|name)` or `[label]($1)`: a button, not an address. */
  | { readonly kind: "button"; readonly label: string; readonly target: string }
  | { readonly kind: "strong" | "emphasis" | "strike" | "underline"; readonly children: readonly Inline[] };
