import { cutText } from "@cliq-actions/core";
import type { TicketRequest } from "../ticket-desk.ts";

/** What is left of each text when it has to become shorter, and then again. */
const left = 0.8;

/** Writes what a ticket says; as long as that is longer than its system takes, with shorter texts. */
export function writeToFit<Text>(
  request: TicketRequest,
  longest: number,
  write: (request: TicketRequest) => Text,
  lengthOf: (text: Text) => number,
): Text {
  const written = write(request);
  return lengthOf(written) <= longest ? written : writeToFit(shorten(request), longest, write, lengthOf);
}

function shorten(request: TicketRequest): TicketRequest {
  const cut = (text: string): string => cutText(text, Math.floor(text.length * left));
  const { origin: { fileNames, ...origin } = {}, details = [] } = request;
  return {
    ...request,
    body: cut(request.body),
    details: details.map(({ label, value }) => ({ label: cut(label), value: cut(value) })),
    origin: { ...origin, ...(fileNames === undefined ? {} : { fileNames: fileNames.map(cut) }) },
  };
}
