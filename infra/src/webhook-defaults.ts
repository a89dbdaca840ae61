/** What a webhook has unless its declaration says otherwise, and the throttle that all of a stage share. */
export const webhookDefaults = {
  memoryMb: 512,
  timeoutSeconds: 14,
  /** Requests at once, and a second. */
  throttle: { burstLimit: 100, rateLimit: 50 },
} as const;
