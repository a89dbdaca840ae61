import { wireMessages } from "./wire-messages.ts";
import { scott } from "./wire-people.ts";

/** The kinds of event the kit can make. */
export type EventName = "text-message" | "link-message" | "attachment-message" | "several-texts" | "several-messages";

const chosen: { readonly [name in EventName]: readonly object[] } = {
  "text-message": [wireMessages.text],
  "link-message": [wireMessages.link],
  "attachment-message": [wireMessages.attachment],
  "several-texts": [wireMessages.text, wireMessages.secondText],
  "several-messages": [wireMessages.text, wireMessages.link, wireMessages.attachment],
};

/** An event as Cliq posts it. `params` holds every permission's part. */
export interface WireEvent {
  name: string;
  type: string;
  handler: { type: string };
  timestamp: number;
  params: Record<string, unknown>;
}

/** Organisation of every event the kit makes. */
export const testOrganizationId = "123456456";

/**
 * A fresh event in the shape of Zoho's published sample (protocol page 2.2), with all five permissions granted, or one
 * that was saved from a click. `overrides` replaces top-level fields; `params` is merged one level deep. `timestamp`
 * defaults to 2024-02-07T05:28:35Z.
 */
export function eventOf(
  event: EventName | WireEvent,
  overrides: Partial<Omit<WireEvent, "params">> & { params?: Record<string, unknown> } = {},
): WireEvent {
  if (typeof event !== "string") return { ...event, ...overrides, params: { ...event.params, ...overrides.params } };
  const list = chosen[event];
  return {
    name: "Sample",
    type: "messageaction",
    handler: { type: "execution_handler" },
    timestamp: 1_707_283_715_000,
    ...overrides,
    params: {
      environment: { tld: ".com", data_center: "US", base_url: `https://cliq.zoho.com/company/${testOrganizationId}` },
      access: {
        user_id: scott.id,
        zoho_user_id: scott.id,
        organization: { type: "company", id: testOrganizationId },
        user_agent: "Mozilla/5.0",
        chat_id: "CT_2243226337559778047_661211447-B2",
      },
      messages: { count: list.length, list },
      message: list[0],
      mentions: [],
      attachments: event === "attachment-message" || event === "several-messages" ? [attachment] : [],
      user: { ...scott, admin: true, organization_id: testOrganizationId, zoho_user_id: scott.id },
      chat: {
        id: "CT_2243226337559778047_661211447-B2",
        owner: scott.id,
        type: "channel",
        title: "#support",
        members: [],
      },
      location: { status: "granted", latitude: 12.8282472, longitude: 80.0511901, accuracy: 30 },
      ...overrides.params,
    },
  };
}

const attachment = {
  name: "error.png",
  id: "f-8831",
  url: "https://files.zoho.com/download/f-8831",
  contenttype: "image/png",
} as const;
