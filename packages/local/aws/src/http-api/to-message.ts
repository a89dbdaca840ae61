import type { GatewayResponse } from "./to-http-response.ts";

/** A response of the gateway itself: `{"message": …}`. */
export function toMessage(status: number, message: string): GatewayResponse {
  return { status, rawHeaders: ["Content-Type", "application/json"], body: Buffer.from(JSON.stringify({ message })) };
}
