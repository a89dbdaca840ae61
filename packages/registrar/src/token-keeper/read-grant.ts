import * as z from "zod";
import { Misconfigured } from "../environment.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";

const clientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

/** The self client and its refresh token, which only the token keeper can read. Throws {@link Misconfigured}. */
export async function readGrant(
  parameters: ParameterStore,
): Promise<{ clientId: string; clientSecret: string; refreshToken: string }> {
  const client = await requireParameter(parameters, "oauth/client");
  const refreshToken = await requireParameter(parameters, "oauth/refresh-token");
  return { ...parseClient(client, parameters), refreshToken: refreshToken.trim() };
}

async function requireParameter(parameters: ParameterStore, name: string): Promise<string> {
  const value = await parameters.read(name);
  if (value !== undefined && value.trim() !== "") return value;
  throw new Misconfigured(`Parameter ${parameters.fullName(name)} does not exist: run \`pnpm cliq authorize\``);
}

function parseClient(value: string, parameters: ParameterStore): z.output<typeof clientSchema> {
  try {
    return clientSchema.parse(JSON.parse(value));
  } catch {
    // The cause would quote the secret.
    throw new Misconfigured(
      `Parameter ${parameters.fullName("oauth/client")} is not {"clientId","clientSecret"}: run \`pnpm cliq authorize\``,
    );
  }
}
