import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { CannotAuthorize } from "./cannot-authorize.ts";
import { type Credentials, credentialVariables } from "./credentials.ts";
import { clientInstructions, grantInstructions } from "./instructions.ts";
import type { Prompter } from "../terminal/prompter.ts";

/** Credentials of which none is missing. */
export type CompleteCredentials = Readonly<Record<"clientId" | "clientSecret" | "grantCode", string>>;

/** Where credentials come from: what was given, else the client stored before, else a person if there is one. */
export interface CredentialSources {
  readonly given: Credentials;
  readonly stored: { readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly prompter: Prompter | undefined;
  readonly dataCentre: DataCentre;
  /** What the grant code has to be for. */
  readonly scopes: readonly string[];
  /** Shows a line to the person. */
  readonly say: (line: string) => void;
}

/** Completes the credentials. Throws {@link CannotAuthorize} naming what is missing when there is nobody to ask. */
export async function gatherCredentials(sources: CredentialSources): Promise<CompleteCredentials> {
  const { given, prompter, say } = sources;
  const client = given.clientId === undefined && given.clientSecret === undefined ? (sources.stored ?? given) : given;
  const known: Credentials = {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    grantCode: given.grantCode,
  };
  if (client === sources.stored)
    say("Using the stored client; another one comes from ZOHO_CLIENT_ID and ZOHO_CLIENT_SECRET.");
  if (prompter === undefined) return requireAll(known);
  if (known.clientId === undefined || known.clientSecret === undefined) say(clientInstructions(sources.dataCentre));
  const clientId = known.clientId ?? (await prompter.ask("Client id"));
  const clientSecret = known.clientSecret ?? (await prompter.askSecret("Client secret"));
  if (known.grantCode === undefined) say(grantInstructions(sources.dataCentre, sources.scopes));
  const grantCode = known.grantCode ?? (await prompter.askSecret("Grant code"));
  return requireAll({
    clientId: clientId || undefined,
    clientSecret: clientSecret || undefined,
    grantCode: grantCode || undefined,
  });
}

function requireAll(credentials: Credentials): CompleteCredentials {
  const { clientId, clientSecret, grantCode } = credentials;
  if (clientId !== undefined && clientSecret !== undefined && grantCode !== undefined) {
    holdSecret(clientSecret);
    holdSecret(grantCode);
    return { clientId, clientSecret, grantCode };
  }
  const missing = (["clientId", "clientSecret", "grantCode"] as const).filter(
    (name) => credentials[name] === undefined,
  );
  throw toMissing(missing);
}

/** What a command without anybody to ask says of credentials that nobody gave. */
export function toMissing(missing: readonly (keyof Credentials)[]): CannotAuthorize {
  return new CannotAuthorize(
    `Missing: ${missing.join(", ")}. Set ${missing.map((name) => credentialVariables[name]).join(", ")}, pass them in a ` +
      "JSON object on stdin, or run the command on a terminal, which asks for them.",
  );
}
