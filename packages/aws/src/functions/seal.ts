import { UserError } from "@cliq-actions/core";

const { createHmac, timingSafeEqual } = process.getBuiltinModule("node:crypto");

/** What a seal holds together. */
export interface Sealed {
  /** Key of the form or button in its action's declaration. */
  readonly functionKey: string;
  /** Who may bring it back: `access.user_id`. */
  readonly person: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  /** Tells seals apart that are alike otherwise. */
  readonly origin: string;
  readonly value: unknown;
}

/** Whose seals they are; a seal of another action or stage does not verify, even where the keys are equal. */
export interface Sealer {
  readonly key: Buffer;
  readonly stage: string;
  readonly slug: string;
}

/** A value that a person's client carries and cannot change: base64url of JSON, a dot, and its HMAC-SHA-256. */
export function seal({ key, stage, slug }: Sealer, { functionKey, person, endsAt, origin, value }: Sealed): string {
  const body = Buffer.from(JSON.stringify([functionKey, person, endsAt, origin, value])).toString("base64url");
  return `${body}.${macOf({ key, stage, slug }, body).toString("base64url")}`;
}

/** What was sealed for this person and function; throws {@link UserError}, a sentence for each way it can be somebody else's. */
export function unseal(
  sealer: Sealer,
  sealed: unknown,
  {
    functionKey,
    person,
    now,
  }: { readonly functionKey: string; readonly person: string | undefined; readonly now: number },
): Sealed {
  const found = readSealed(sealer, sealed);
  if (found === undefined)
    throw new UserError("This is not of this action, or not as it was. Choose the action again.");
  if (found.functionKey !== functionKey)
    throw new UserError("This belongs to another form or button. Choose the action again.");
  if (found.person !== person) throw new UserError("This is somebody else's. Choose the action yourself.");
  if (now > found.endsAt) throw new UserError("This is too old by now. Choose the action again.");
  return found;
}

function readSealed(sealer: Sealer, sealed: unknown): Sealed | undefined {
  const [body = "", mac = "", ...more] = typeof sealed === "string" ? sealed.split(".") : [];
  const given = Buffer.from(mac, "base64url");
  const right = macOf(sealer, body);
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  // The decoder ignores junk and spare bits: only what encodes to the same text is the seal that was given out.
  if (given.toString("base64url") !== mac) return undefined;
  const [functionKey, person, endsAt, origin, value] = JSON.parse(Buffer.from(body, "base64url").toString()) as [
    string,
    string,
    number,
    string,
    unknown,
  ];
  return { functionKey, person, endsAt, origin, value };
}

function macOf({ key, stage, slug }: Sealer, body: string): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify([stage, slug, body]))
    .digest();
}
