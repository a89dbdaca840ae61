import * as z from "zod";
import { CannotAuthorize } from "./cannot-authorize.ts";

/** What a person brings from Zoho's console; each may come from another place. */
export interface Credentials {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly grantCode?: string | undefined;
  /** For Zoho Desk's scopes; of the same client. */
  readonly deskGrantCode?: string | undefined;
}

/** The environment variables of each. */
export const credentialVariables = {
  clientId: "ZOHO_CLIENT_ID",
  clientSecret: "ZOHO_CLIENT_SECRET",
  grantCode: "ZOHO_GRANT_CODE",
  deskGrantCode: "ZOHO_DESK_GRANT_CODE",
} as const satisfies Record<keyof Credentials, string>;

const text = z.string().trim().min(1).optional();

/** Our own spelling, and that of the console's download (INFERRED from public programs that read such files). */
const documentSchema = z.object({
  clientId: text,
  clientSecret: text,
  grantCode: text,
  deskGrantCode: text,
  client_id: text,
  client_secret: text,
  code: text,
  grant_type: text,
  refreshToken: z.unknown().optional(),
  refresh_token: z.unknown().optional(),
  accessToken: z.unknown().optional(),
  access_token: z.unknown().optional(),
});

/** The credentials that the environment holds; an empty variable counts as none. */
export function readEnvironment(environment: NodeJS.ProcessEnv): Credentials {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  return {
    clientId: read(credentialVariables.clientId),
    clientSecret: read(credentialVariables.clientSecret),
    grantCode: read(credentialVariables.grantCode),
    deskGrantCode: read(credentialVariables.deskGrantCode),
  };
}

/** The credentials of a JSON document. Throws {@link CannotAuthorize} for other JSON, and for tokens in place of a code. */
export function parseCredentials(json: string): Credentials {
  const given = parseDocument(json);
  const grantCode = given.grantCode ?? given.code;
  const holdsToken = [given.refreshToken, given.refresh_token, given.accessToken, given.access_token].some(
    (token) => token !== undefined,
  );
  if (
    given.grant_type === "client_credentials" ||
    (grantCode === undefined && given.deskGrantCode === undefined && holdsToken)
  )
    throw new CannotAuthorize(onlyGrantCodes);
  return {
    clientId: given.clientId ?? given.client_id,
    clientSecret: given.clientSecret ?? given.client_secret,
    grantCode,
    deskGrantCode: given.deskGrantCode,
  };
}

/** LIVE: third parties saw Zoho issue such tokens, and Cliq refuse them with `oauthtoken_scope_invalid`. */
const onlyGrantCodes =
  "Only a grant code is taken, not a token made elsewhere: a client_credentials token reports Cliq's scopes and Cliq " +
  "refuses it, because nobody stands behind it, and an access token ends within the hour. Generate a code in the self " +
  'client\'s tab "Generate Code" and pass it as grantCode.';

function parseDocument(json: string): z.output<typeof documentSchema> {
  try {
    return documentSchema.parse(JSON.parse(json));
  } catch {
    // The cause would quote the secret.
    throw new CannotAuthorize('stdin is not a JSON object like {"clientId":"…","clientSecret":"…","grantCode":"…"}.');
  }
}
