import { connect } from "@cliq-actions/aws/connect";
import { deskConnections } from "../desk-connections.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { openVendorDesk } from "../vendor/open-vendor-desk.ts";
import { jiraIssues } from "./jira-issues.ts";

const { jira } = connect({ jira: deskConnections.jira });

/** The desk that the stage has chosen: here issues in Jira. Call it in the factory of `serveMessageAction`. */
export function openDesk(): TicketDesk {
  return openVendorDesk("jira", (settings) => jiraIssues(jira, settings));
}
