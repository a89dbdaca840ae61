import type { FakeChat, FakeMessage } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";

/** Somebody with an account and no actions. */
export const priya: FakePerson = {
  id: "64827402",
  firstName: "Priya",
  lastName: "Nair",
  email: "priya.nair@example.com",
  language: "en",
  country: "in",
  timezone: "Asia/Kolkata",
};

/** Somebody in team 100001, who lets Cliq know where she is. */
export const lena: FakePerson = {
  id: "64827519",
  firstName: "Lena",
  lastName: "Vogt",
  email: "lena.vogt@example.com",
  language: "de",
  country: "de",
  timezone: "Europe/Berlin",
  teamIds: ["100001"],
  location: { latitude: 52.5208, longitude: 13.4094, accuracy: 30 },
};

/** Where they talk. */
export const supportChannel: FakeChat = {
  id: "CT_1245198214400772951_60021458731",
  title: "#support",
  type: "channel",
  members: [priya, lena],
};

/** One message of each type. */
export const messages = {
  text: {
    id: "1795341600000_24420389201",
    sender: priya,
    time: 1_795_341_600_000,
    type: "text",
    text: "@Lena Vogt the printer on floor 3 is on fire 🔥",
    mentions: [{ name: "Lena Vogt", id: lena.id }],
  },
  link: {
    id: "1795341660000_24420389202",
    sender: lena,
    time: 1_795_341_660_000,
    type: "link",
    text: "See https://status.example.com/incidents/42",
  },
  attachment: {
    id: "1795341720000_24420389203",
    sender: priya,
    time: 1_795_341_720_000,
    type: "attachment",
    file: { name: "floor-3.png", id: "f-8831", contentType: "image/png", size: 48_213 },
    comment: "What it looks like",
  },
} as const satisfies Record<string, FakeMessage>;
