/** What the REST API documents for a message action and a function (v3, create). Lengths in characters. */
export const declarationLimits = {
  name: 30,
  hint: 128,
  executionUrl: 225,
  teamIds: 4,
  messageTypes: 3,
  permissions: 5,
  /** Of a function. */
  description: 300,
  /** Bytes of a Deluge script. */
  script: 250 * 1024,
  /** Bytes of an icon. Cliq's own limits on size and format are UNKNOWN; this one is ours. */
  image: 100 * 1024,
} as const;
