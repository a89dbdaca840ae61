import { authorizeAnew } from "../remedies.ts";
import { ActionsError } from "@cliq-actions/core";

/** Zoho will not give an access token for what we hold. Trying again does not help; a person has to act. */
export class TokenRefused extends ActionsError {
  readonly code = "token_refused";
  /** Zoho's own word, such as `invalid_code`. */
  readonly reason: string;

  constructor(reason: string, options?: { cause?: unknown }) {
    super(`Zoho refused to renew the access (${reason}). ${advice(reason)}run ${authorizeAnew}`, options);
    this.reason = reason;
  }
}

/** Zoho answers a client of another data centre with `invalid_client`, not with a word about data centres. */
function advice(word: string): string {
  if (word === "invalid_client") return "Check that the data centre is the one of your organisation, then ";
  return /^access.denied/i.test(word)
    ? "Check that the person who granted it may still use Cliq, then "
    : "To grant it anew, ";
}
