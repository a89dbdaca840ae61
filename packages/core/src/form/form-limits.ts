/** Sizes of a form's parts, in characters or pieces (https://www.zoho.com/cliq/help/platform/cliq-forms.html). */
export const formLimits = {
  nameChars: 50,
  /** Not documented; a card's. */
  titleChars: 200,
  inputs: 25,
  inputNameChars: 50,
  labelChars: 50,
  placeholderChars: 100,
  textChars: 100,
  /** UNKNOWN; a message's. */
  textareaChars: 5_000,
  /** Of an error; UNKNOWN, and ours. */
  sentenceChars: 300,
  optionLabelChars: 100,
  selectOptions: 100,
  selectValueChars: 100,
  radioOptions: { from: 2, to: 5 },
  checkboxOptions: { from: 1, to: 5 },
  radioValueChars: 50,
  fileKb: 51_200,
  files: 10,
} as const;
