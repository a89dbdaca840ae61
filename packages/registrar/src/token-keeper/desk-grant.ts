import { authorizeAnew, authorizeDesk } from "@cliq-actions/cliq/remedies";
import { readAccessToken } from "@cliq-actions/aws/access/stored-token";
import type { ParameterStore } from "../parameters/parameter-store.ts";

const own: Readonly<Record<string, string>> = {
  "oauth/refresh-token": "oauth/desk-refresh-token",
  "oauth/access-token": "oauth/desk-access-token",
};

/** The key of the row of those who keep the desk's token. */
export const deskRowKey = "oauth#desk-access-token";

/** A stage's parameters as the keeper of the desk's grant sees them: the client is the same, the tokens are others. */
export function deskParameters(parameters: ParameterStore): ParameterStore {
  const nameOf = (name: string): string => own[name] ?? name;
  return {
    read: async (name) => parameters.read(nameOf(name)),
    write: async (name, value) => parameters.write(nameOf(name), value),
    create: async (name, value) => parameters.create(nameOf(name), value),
    fullName: (name) => parameters.fullName(nameOf(name)),
  };
}

/** A failure of that keeper, whose remedy is another command than that for Cliq's grant. */
export function aboutDesk(error: unknown): unknown {
  if (error instanceof Error) error.message = error.message.replaceAll(authorizeAnew, authorizeDesk);
  return error;
}

/**
 * Puts the desk's access token where each action that uses it reads a secret of its own connections, such as
 * "create-ticket/zoho-desk-token": no action knows of a grant, and no webhook may read another parameter.
 */
export async function handOutDeskToken(parameters: ParameterStore, names: readonly string[]): Promise<void> {
  const token = await readAccessToken(deskParameters(parameters));
  if (token === undefined) return;
  for (const name of names)
    if ((await parameters.read(name)) !== token.accessToken) await parameters.write(name, token.accessToken);
}
