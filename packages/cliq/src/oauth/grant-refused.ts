import { ActionsError } from "@cliq-actions/core";

/** Zoho gave no refresh token for a grant code. A person has to act; the message says how. */
export class GrantRefused extends ActionsError {
  readonly code = "grant_refused";
  /** Zoho's own word, such as `invalid_code`. */
  readonly reason: string;

  constructor(reason: string) {
    super(`Zoho refused the grant code (${reason}). ${remedies[reason] ?? anyRemedy}`);
    this.reason = reason;
  }
}

const anyRemedy = "Check the data centre and the client, generate a new grant code and try again.";
const deniedRemedy = "Check that the person who generated it may use Cliq, then generate a new one and try again.";

/** Zoho answers a client of another data centre with `invalid_client`, not with a word about data centres. */
const remedies: Readonly<Record<string, string>> = {
  invalid_code:
    "It works once and for three minutes unless you chose longer, and only with the client and in the data centre it " +
    "was made in. Generate a new one and try again.",
  invalid_client:
    "Usually the client lives in another data centre: check that it is the one of your organisation. Otherwise copy the " +
    "client id again.",
  invalid_client_secret:
    "The client secret is not the one of this client: copy it again, and generate a new grant code.",
  access_denied: deniedRemedy,
  "Access Denied": deniedRemedy,
  "no refresh token":
    "Zoho answered with an access token alone, as it does for grants without a user and for other kinds of clients. " +
    "Use a grant code of a self client.",
};
