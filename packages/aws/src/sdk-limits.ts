/**
 * How long an SDK client may try before the person hears that a system is not answering: three attempts of at most
 * two seconds each, well inside the fifteen seconds Cliq waits. `throwOnRequestTimeout` makes the limit a limit;
 * without it the SDK only warns.
 */
export const sdkLimits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/** Longest an adapter works on one click, retries included, in milliseconds. */
export const longestWorkMs = 8_000;
