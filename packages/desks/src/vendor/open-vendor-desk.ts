import { requireEnvironment } from "@cliq-actions/aws/environment";
import type { DeskSettings } from "../desk-settings.ts";
import { tableOfFunction } from "../table-of-function.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { ticketTable } from "../ticket-table.ts";
import { rememberingDesk } from "./remembering-desk.ts";
import type { VendorDesk } from "./vendor-desk.ts";

/** A desk in another system, with what the stage says of it in `TICKET_DESK`, and a table that remembers its tickets. */
export function openVendorDesk<Settings extends DeskSettings>(open: (settings: Settings) => VendorDesk): TicketDesk {
  const settings = JSON.parse(requireEnvironment("TICKET_DESK")) as Settings;
  return rememberingDesk(ticketTable(tableOfFunction()), open(settings));
}
