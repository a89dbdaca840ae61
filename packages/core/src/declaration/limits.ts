/** What the REST API documents for a message action (Message Actions API v3, create). Lengths in characters. */
export const declarationLimits = {
  name: 30,
  hint: 128,
  executionUrl: 225,
  teamIds: 4,
  messageTypes: 3,
  permissions: 5,
} as const;
