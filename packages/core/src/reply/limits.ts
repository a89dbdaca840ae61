/**
 * Sizes of a reply's parts, in UTF-16 units. They are documented for posting through REST (protocol page 3.3);
 * that they bind webhook responses equally is INFERRED. Where two pages differ, the smaller is taken.
 */
export const replyLimits = {
  text: 5_000,
  cardTitle: 200,
  slides: 20,
  /** All slides together, as JSON. */
  slidesTotal: 10_000,
  textSlide: 1_000,
  buttons: 5,
  buttonLabel: 20,
  buttonHint: 100,
  openUrl: 256,
  copyText: 200,
} as const;
