import { SSMClient } from "@aws-sdk/client-ssm";
import { systemClock } from "@cliq-actions/cliq/clock";
import { undiciSender } from "@cliq-actions/cliq/http/undici-sender";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import * as z from "zod";
import { ssmParameterStore } from "../parameters/ssm-parameter-store.ts";
import { requireEnvironment } from "../require-environment.ts";
import { impatient } from "../retry-access-denied.ts";
import { keepAccessToken } from "./keep-access-token.ts";
import { toFunctionError } from "./to-function-error.ts";

const requestSchema = z.object({ refused: z.string().regex(/^[0-9a-f]{64}$/).optional() }).catch({});
const client = new SSMClient();
const send = undiciSender();

/** Takes `{refused?}` (SHA-256 hex of a token Cliq refused), answers `{expiresAt}`; a failure is an error named by its code. */
export async function handler(event: unknown): Promise<{ expiresAt: number }> {
  const { refused } = requestSchema.parse(event);
  try {
    const { accounts } = toZohoOrigins({
      dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
      ...(process.env.ZOHO_ACCOUNTS_ORIGIN ? { accountsOrigin: process.env.ZOHO_ACCOUNTS_ORIGIN } : {}),
    });
    const parameters = ssmParameterStore(client, requireEnvironment("PARAMETER_PREFIX"), impatient);
    return await keepAccessToken({ parameters, send, accountsOrigin: accounts, clock: systemClock }, refused);
  } catch (error) {
    throw toFunctionError(error);
  }
}
