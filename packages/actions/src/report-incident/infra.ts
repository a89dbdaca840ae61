export { addTicketDesk as default } from "@cliq-actions/infra/desk/add-ticket-desk";
