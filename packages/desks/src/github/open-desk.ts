import { connect } from "@cliq-actions/aws/connect";
import { deskConnections } from "../desk-connections.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { openVendorDesk } from "../vendor/open-vendor-desk.ts";
import { githubIssues } from "./github-issues.ts";

const { github } = connect({ github: deskConnections.github });

/** The desk that the stage has chosen: here issues on GitHub. Call it in the factory of `serveMessageAction`. */
export function openDesk(): TicketDesk {
  return openVendorDesk("github", ({ repository }) => githubIssues(github, repository));
}
