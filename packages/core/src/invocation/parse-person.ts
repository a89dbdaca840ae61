import type { Block } from "./block.ts";
import { defined } from "./defined.ts";
import type { ChatMember, Mention, Person, PersonIdType, User } from "./person.ts";

/** A person from the wire; `id` is the one to go by where the block is read strictly, or the block says none. */
export function parsePerson(block: Block | undefined, id: string | undefined = block?.id("id")): Person {
  if (block === undefined) return { name: "Someone" };
  const zuid = block.id("zoho_user_id");
  const email = block.text("email");
  return {
    ...defined({ id: id ?? zuid, idType: idTypeOf(id, zuid), zuid }),
    name: nameOf(block) ?? email ?? id ?? zuid ?? "Someone",
    ...defined({
      email,
      language: block.text("language"),
      country: block.text("country"),
      timezone: block.text("timezone"),
    }),
  };
}

function idTypeOf(id: string | undefined, zuid: string | undefined): PersonIdType | undefined {
  if (id !== undefined) return "user";
  return zuid === undefined ? undefined : "zuid";
}

/** Who chose the action; undefined when the event says nothing of them. */
export function parseUser(user: Block | undefined, access: Block | undefined): User | undefined {
  const person = parsePerson(user, user?.strictId("id"));
  const known = access?.strictId("user_id");
  // INFERRED from Zoho's published sample, where `access.user_id` is the ZUID: so it is wherever the two are equal.
  const knownType = known === access?.id("zoho_user_id") ? "zuid" : "user";
  const { id = known, idType = knownType, name } = person;
  if (id === undefined) return undefined;
  return {
    ...person,
    id,
    idType,
    name: name === "Someone" ? id : name,
    ...defined({ isAdmin: user?.flag("admin"), organizationId: user?.id("organization_id") }),
  };
}

/** A member of the conversation. */
export function parseMember(block: Block): ChatMember {
  return { ...parsePerson(block), ...defined({ status: block.id("status") }) };
}

/** Whom a text mentions. */
export function parseMention(block: Block): Mention {
  const { id, name, email } = parsePerson(block);
  return { ...defined({ id }), name: block.text("dname") ?? name, ...defined({ email, type: block.text("type") }) };
}

function nameOf(block: Block): string | undefined {
  const whole = block.text("name")?.trim();
  const parts = `${block.text("first_name") ?? ""} ${block.text("last_name") ?? ""}`.trim();
  return whole || parts || undefined;
}
