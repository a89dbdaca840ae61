import type { FakeBot, FakePerson } from "@cliq-actions/fake-cliq";

/** Everyone in the demo channel, by the name the conversation uses for them; their languages differ, as in a real channel. */
export const people = {
  scott: {
    id: "130720038",
    firstName: "Scott",
    lastName: "Fisher",
    email: "scott.fisher@example.com",
    language: "en",
    country: "us",
    timezone: "America/New_York",
    admin: true,
  },
  amira: {
    id: "130720041",
    firstName: "Amira",
    lastName: "Benali",
    email: "amira.benali@example.com",
    language: "fr",
    country: "fr",
    timezone: "Europe/Paris",
  },
  kenji: {
    id: "130720052",
    firstName: "Kenji",
    lastName: "Sato",
    email: "kenji.sato@example.com",
    language: "ja",
    country: "jp",
    timezone: "Asia/Tokyo",
  },
  lucia: {
    id: "130720067",
    firstName: "Lucía",
    lastName: "Ortega",
    email: "lucia.ortega@example.com",
    language: "es",
    country: "es",
    timezone: "Europe/Madrid",
  },
  priya: {
    id: "130720073",
    firstName: "Priya",
    lastName: "Nair",
    email: "priya.nair@example.com",
    language: "en",
    country: "in",
    timezone: "Asia/Kolkata",
  },
  noor: {
    id: "130720088",
    firstName: "Noor",
    lastName: "Haddad",
    email: "noor.haddad@partner.example",
    language: "ar",
    country: "ae",
    timezone: "Asia/Dubai",
    guest: true,
  },
} satisfies Record<string, FakePerson>;

/** What writes messages in the demonstration without being anybody. */
export const deployBot: FakeBot = { id: "b-1307201", name: "Deploy Bot" };
