import { ActionsError } from "@cliq-actions/core";

/** Zoho gives ten access tokens per refresh token in ten minutes, and then none for the rest of them. */
export class TokenThrottled extends ActionsError {
  readonly code = "token_throttled";

  /** `waitMs`: until tokens can be asked for again, where that is known. */
  constructor(waitMs = 600_000) {
    const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
    super(
      `Zoho has issued too many access tokens in ten minutes. Wait ${minutes === 10 ? "ten" : minutes} minute${minutes === 1 ? "" : "s"}, then try again`,
    );
  }
}
