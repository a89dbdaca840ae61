import { scott } from "./wire-people.ts";

/** Messages in the words of the wire, one of each kind (object page of the message object; protocol page 2.2). */
export const wireMessages = {
  text: {
    id: "1707283711000_130720038",
    type: "text",
    time: "1707283711000",
    text: "The login page shows an error since this morning",
    content: { text: "The login page shows an error since this morning" },
    sender: scott,
  },
  secondText: {
    id: "1707283712000_130720038",
    type: "text",
    time: "1707283712000",
    text: "It says 502",
    content: { text: "It says 502" },
    sender: scott,
  },
  link: {
    id: "1707283713000_130720038",
    type: "link",
    time: "1707283713000",
    text: "See https://status.example.com/incidents/42",
    sender: scott,
  },
  attachment: {
    id: "1707283714000_130720038",
    type: "file",
    time: "1707283714000",
    sender: scott,
    content: {
      file: {
        name: "error.png",
        id: "f-8831",
        type: "image/png",
        dimensions: { size: 48_213, width: 800, height: 600 },
      },
      comment: "Screenshot of the error",
    },
  },
} as const;
