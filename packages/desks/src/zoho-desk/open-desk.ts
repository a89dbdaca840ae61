import { connect } from "@cliq-actions/aws/connect";
import { deskConnections } from "../desk-connections.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { openVendorDesk } from "../vendor/open-vendor-desk.ts";
import { zohoTickets } from "./zoho-tickets.ts";

const { zohoDesk } = connect({ zohoDesk: deskConnections.zohoDesk });

/** The desk that the stage has chosen: here Zoho Desk. Call it in the factory of `serveMessageAction`. */
export function openDesk(): TicketDesk {
  return openVendorDesk("zoho-desk", (settings) => zohoTickets(zohoDesk, settings));
}
