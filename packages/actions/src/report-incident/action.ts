import { defineForm, defineMessageAction, headline } from "@cliq-actions/core";
import type { TicketDesk } from "@cliq-actions/desks/ticket-desk";
import { toTicketRequest } from "@cliq-actions/desks/to-ticket-request";
import { acknowledge, resolve, showIncident } from "./incident-card.ts";

/** What can be broken. A catalogue of your own would be a port. */
const services = ["Customer portal", "Invoices", "Mail", "Phone", "Single sign-on", "Website"];

/** The form an incident is reported with. What is critical needs a word on whom it hits, and somebody on call. */
export const report = defineForm({
  name: "Report incident",
  title: "Report an incident",
  buttonLabel: "Report",
  context: { business: "string", messageId: "string", chat: "string", author: "string" },
  inputs: {
    title: { type: "text", label: "Title" },
    description: { type: "textarea", label: "What happens", optional: true },
    severity: {
      type: "select",
      label: "Severity",
      options: [
        { label: "Low: a nuisance", value: "low" },
        { label: "High: work is slowed down", value: "high" },
        { label: "Critical: work has stopped", value: "critical" },
      ],
      triggerOnChange: true,
    },
    impact: { type: "textarea", label: "Who is affected", later: true },
    service: { type: "dynamic_select", label: "Service", placeholder: "Type to search" },
    people: { type: "native_select", label: "On call", dataSource: "contacts", multiple: true, optional: true },
  },
  permissions: { submit: ["user"] },

  change({ values, fields }) {
    return values.severity === "critical" ? [fields.addAfter("severity", "impact")] : [fields.remove("impact")];
  },

  options: {
    service: ({ query }) => services.filter((name) => name.toLowerCase().includes(query.trim().toLowerCase())),
  },

  async submit(submission, { desk }: { desk: TicketDesk }) {
    const { values, context, keys, invalid } = submission;
    if (values.severity === "critical" && values.people.length === 0)
      return invalid({ people: "Somebody has to be on call for a critical incident." });
    const people = values.people.map(({ label }) => label).join(", ");
    const lines = [values.description, values.impact && `Affected: ${values.impact}`, people && `On call: ${people}`];
    const about = { ...submission, keys: { ...keys, business: context.business } };
    const { ticket } = await desk.open(
      toTicketRequest(about, {
        subject: `[${values.severity}] ${values.title}`,
        body: lines.filter(Boolean).join("\n\n"),
        messageId: context.messageId || undefined,
        origin: { chat: context.chat || undefined, author: context.author },
        details: [
          { label: "Severity", value: values.severity },
          { label: "Service", value: values.service.label },
        ],
      }),
    );
    return showIncident(ticket);
  },
});

/** Opens a form about a message, whose answer is a ticket with buttons. */
export default defineMessageAction({
  name: "Report incident",
  hint: "Open an incident about this message",
  scope: "organization",
  messageTypes: ["text", "link"],
  permissions: ["message", "chat"],
  functions: { report, acknowledge, resolve },

  execute({ message, chat, keys }) {
    return report.open({
      context: {
        business: keys.business,
        messageId: message.id ?? "",
        chat: chat.title ?? "",
        author: message.sender.name,
      },
      prefill: { title: headline(message.text), description: message.text },
    });
  },
});
