import { ActionsError } from "@cliq-actions/core";

/**
 * An action lacks something that whoever runs it must put in place. The message is a sentence of ours, for the log;
 * the person who clicked is told that the action is not set up. Not for what is needed to authenticate: that is
 * `Misconfigured`, which tells nobody anything.
 */
export class NotConfigured extends ActionsError {
  readonly code = "misconfigured";
}
