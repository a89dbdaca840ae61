/** How many requests a route lets in: `ThrottlingBurstLimit` at once, and `ThrottlingRateLimit` a second after that. */
export interface ThrottleSettings {
  ThrottlingBurstLimit?: number | string;
  ThrottlingRateLimit?: number | string;
}

/**
 * Tells whether a route lets one more request in, as API Gateway counts them: each route has a bucket of its own that holds the burst and is filled at the rate.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function createThrottle(
  usual: ThrottleSettings,
  byRoute: Record<string, ThrottleSettings>,
  nowMs: () => number,
): (routeKey: string) => boolean {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return (routeKey) => {
    const { ThrottlingBurstLimit = Infinity, ThrottlingRateLimit = Infinity } = { ...usual, ...byRoute[routeKey] };
    const [burst, rate] = [Number(ThrottlingBurstLimit), Number(ThrottlingRateLimit)];
    if (burst === Infinity && rate === Infinity) return true;
    const now = nowMs();
    const { tokens, atMs } = buckets.get(routeKey) ?? { tokens: burst, atMs: now };
    const filled = rate === Infinity ? burst : Math.min(burst, tokens + ((now - atMs) / 1000) * rate);
    const isIn = filled >= 1;
    buckets.set(routeKey, { tokens: isIn ? filled - 1 : filled, atMs: now });
    return isIn;
  };
}
