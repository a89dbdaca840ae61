import type { ConnectionRequest } from "@cliq-actions/core";
import { NotConfigured } from "../not-configured.ts";
import { checkHeaders } from "./check-headers.ts";
import { InvalidRequest } from "./invalid-request.ts";

const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` });

/** The headers that carry the secret; throws {@link NotConfigured} when no header can, with the command that puts another. */
export function authorizeCall(
  secret: string,
  toPutCommand: () => string,
  authorize: ConnectionRequest["authorize"] = bearer,
): Record<string, string> {
  const headers = authorize(secret);
  try {
    return checkHeaders(headers);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    throw new NotConfigured(
      `${error.message}: put the connection's secret again, without a line break: ${toPutCommand()}`,
    );
  }
}
