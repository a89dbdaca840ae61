/** A person of the made-up organisation: someone who chats, clicks, or makes actions by hand. */
export interface FakePerson {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  /** Language code, for example `en`. */
  language: string;
  /** Country code in lower case, for example `us`. */
  country: string;
  /** IANA time zone. */
  timezone: string;
  admin?: boolean;
  /** Of another organisation; whether an event tells is UNKNOWN, and here it does not. */
  guest?: boolean;
  /** Teams of the organisation the person belongs to, as decimal digits. */
  teamIds?: readonly string[];
  /** Where the person is, when they let Cliq know. */
  location?: { latitude: number; longitude: number; accuracy: number };
}

/** The name Cliq shows for a person. */
export function displayName(person: FakePerson): string {
  return `${person.firstName} ${person.lastName}`.trim();
}
