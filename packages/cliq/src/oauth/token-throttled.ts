import { ActionsError } from "@cliq-actions/core";

/** Zoho gives ten access tokens per refresh token in ten minutes, and then none for the rest of them. */
export class TokenThrottled extends ActionsError {
  readonly code = "token_throttled";

  constructor() {
    super("Zoho has issued too many access tokens in ten minutes. Wait ten minutes, then try again");
  }
}
