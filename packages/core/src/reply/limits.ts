/**
 * Sizes of a reply's parts; characters are UTF-16 units. They are documented for
 * [posting through REST](https://www.zoho.com/cliq/help/restapi/v3/); that they bind webhook responses equally is
 * INFERRED. Where two pages differ, the smaller is taken. What only some actions use has limits of its own below, so that
 * the others' bundles go without.
 */
export const replyLimits = {
  textChars: 5_000,
  cardTitleChars: 200,
  slides: 20,
  /** All slides together, as JSON. */
  slidesTotalChars: 10_000,
  slideTextChars: 1_000,
  buttons: 5,
  buttonLabelChars: 20,
  buttonHintChars: 100,
  openUrlChars: 256,
  copyTextChars: 200,
} as const;

/** The longest address of a page that a button shows inside Cliq. */
export const previewUrlChars = 500;

/** Sizes of the dialog that asks before a button acts; only what it asks for may be longer. */
export const confirmationLimits = { chars: 100, inputChars: 300 } as const;

/** Sizes of charts and graphs. */
export const chartLimits = { segments: 5, categories: 5, values: 20, labelChars: 20 } as const;

/** How many options a poll has, and how long each is. */
export const pollLimits = { leastOptions: 2, options: 10, optionChars: 100 } as const;

/** How many rows, and how many columns, of a table stay in sight at most. */
export const mostSticky = 2;
