/**
 * Whose id it is: "user" is Cliq's own id of a person in an organisation, "zuid" the id of their Zoho account, which
 * {@link systemCall} needs. Ids of two kinds are never compared.
 */
export type PersonIdType = "user" | "zuid";

/** A person or bot as Cliq describes them; only the name is certain, the rest depends on consent and organisation. */
export interface Person {
  /** A string even where the wire has a number; absent where Cliq does not say. */
  readonly id?: string;
  /** Which kind of id `id` is; present with it. */
  readonly idType?: PersonIdType;
  /** The id of their Zoho account, where Cliq tells it. */
  readonly zuid?: string;
  /** What to call them: full name, else e-mail address, else id, else "Someone". Written by people: never markup. */
  readonly name: string;
  readonly email?: string;
  /** Language tag such as "en"; the person's own setting. */
  readonly language?: string;
  readonly country?: string;
  /** IANA name such as "Asia/Calcutta"; capitalisation varies on the wire. */
  readonly timezone?: string;
}

/** Who chose the action. */
export interface User extends Person {
  readonly id: string;
  readonly idType: PersonIdType;
  /** Whether they administer the organisation, as the event says it: no ground for letting anybody do anything. */
  readonly isAdmin?: boolean;
  /** Their own organisation; a guest's is not the one the action runs in. */
  readonly organizationId?: string;
}

/** A member of the conversation. */
export interface ChatMember extends Person {
  /** Cliq's own word or number for it; what they mean is UNKNOWN. */
  readonly status?: string;
}

/** A mention inside a text, where Cliq leaves a placeholder. */
export interface Mention {
  readonly id?: string;
  readonly name: string;
  readonly email?: string;
  /** Cliq's word for what is mentioned, such as a user or a channel. */
  readonly type?: string;
}
