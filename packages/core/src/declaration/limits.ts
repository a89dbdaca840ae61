/**
 * What the REST API documents for a message action and a function (v3, create), in the unit of each name:
 * <https://www.zoho.com/cliq/help/restapi/v3/messageactions/>.
 */
export const declarationLimits = {
  nameChars: 30,
  hintChars: 128,
  executionUrlChars: 225,
  teamIds: 4,
  messageTypes: 3,
  permissions: 5,
  /** Of a function. */
  descriptionChars: 300,
  /** Of a Deluge script. */
  scriptBytes: 250 * 1024,
  /** Of an icon. Cliq's own limits on size and format are UNKNOWN; this one is ours. */
  imageBytes: 100 * 1024,
} as const;
