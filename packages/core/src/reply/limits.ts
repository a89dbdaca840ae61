/**
 * Sizes of a reply's parts; characters are UTF-16 units. They are documented for
 * [posting through REST](https://www.zoho.com/cliq/help/restapi/v3/); that they bind webhook responses equally is
 * INFERRED. Where two pages differ, the smaller is taken.
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
