import { requireEnvironment } from "@cliq-actions/aws/environment";
import { NotConfigured } from "@cliq-actions/aws/not-configured";
import type { DeskSettings } from "../desk-settings.ts";
import { tableOfFunction } from "../table-of-function.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { ticketTable } from "../ticket-table.ts";
import { rememberingDesk } from "./remembering-desk.ts";
import type { VendorDesk } from "./vendor-desk.ts";

/** A desk in another system, with what the stage says of it in `TICKET_DESK`, and a table that remembers its tickets. */
export function openVendorDesk<Kind extends DeskSettings["kind"]>(
  kind: Kind,
  open: (settings: Extract<DeskSettings, { kind: Kind }>) => VendorDesk,
): TicketDesk {
  const settings = JSON.parse(requireEnvironment("TICKET_DESK")) as DeskSettings;
  if (settings.kind !== kind)
    throw new NotConfigured(`TICKET_DESK is of the kind ${settings.kind}, and this function was bundled for ${kind}`);
  const vendor = open(settings as Extract<DeskSettings, { kind: Kind }>);
  return rememberingDesk(ticketTable(tableOfFunction()), vendor);
}
