import { type CliqModel, type CliqModelOptions, createCliqModel, type RegisteredAction } from "@cliq-actions/fake-cliq";
import { deriveCredential } from "@cliq-actions/aws/credential";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { apiOrigin, type Wanted } from "./fake-cloudformation.ts";
import { secrets } from "./registrar-under-test.ts";
import type { VirtualWorld } from "./virtual-world.ts";

/** Someone who makes actions by hand. */
export const stranger = {
  id: "70011223",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
};

/** A Cliq whose people work in it, too: knows what is theirs, as they left it. */
export function organisation(world: VirtualWorld, options: CliqModelOptions) {
  const model: CliqModel = createCliqModel({ startedAt: world.now(), ...options });
  const theirs = new Map<string, RegisteredAction>();
  const issued: string[] = [];
  let token = { value: "", until: 0 };
  let refusal: Error | undefined;
  const current = async (): Promise<string> => {
    if (refusal !== undefined) throw refusal;
    if (token.until <= world.now()) {
      token = { value: model.issueAccessToken(world.now()), until: world.now() + 3_000_000 };
      issued.push(token.value);
    }
    return token.value;
  };
  const tokens: AccessTokens = { current, refused: current };
  const ours = (): readonly RegisteredAction[] => model.actions().filter(({ id }) => !theirs.has(id));
  return {
    model,
    tokens,
    /** Every access token there was. */
    issued: issued as readonly string[],
    theirs,
    ours,
    /** From now on there is no token, or there is one again. */
    refuseTokens: (error: Error | undefined): void => {
      refusal = error;
    },
    /** A person makes an action; as the registrar's own user, too. Does nothing where the name is taken. */
    createByHand: (name: string, person = stranger): void => {
      if (model.actions().some((action) => action.name === name)) return;
      const action = model
        .actAs(person)
        .create({ name, hint: "By hand", scope: "organization", message_types: ["text"] }, world.now());
      theirs.set(action.id, action);
    },
    /** A person deletes what they made by hand, unless somebody else did. */
    removeByHand: (id: string): void => {
      if (!model.actions().some((action) => action.id === id)) return;
      model.actAs(stranger).remove(id, world.now());
      theirs.delete(id);
    },
    /** A person changes one of ours. */
    editOurs: (at: number, change: "rename" | "hint" | "remove"): void => {
      const action = ours()[at];
      // Nobody works on what is not finished: it has no permissions yet.
      if (action === undefined || action.permissions.length === 0) return;
      const person = model.actAs(stranger);
      if (change === "remove") person.remove(action.id, world.now());
      else if (change === "hint") person.edit(action.id, { hint: "Edited by hand" }, world.now());
      else person.edit(action.id, { name: `By hand ${world.now() % 1_000_000}` }, world.now());
    },
  };
}

/** See {@link organisation}. */
export type Organisation = ReturnType<typeof organisation>;

/** What Cliq must hold, and what it holds, one line each. */
export function describe(action: RegisteredAction): string {
  const { name, hint, scope, multiSelectable, messageTypes, permissions, executionUrl } = action;
  return [
    name,
    hint,
    scope,
    multiSelectable,
    messageTypes.toSorted().join(),
    permissions.toSorted().join(),
    executionUrl,
  ].join(" | ");
}

/** See {@link describe}. */
export function describeWanted({ actions, version, origin = apiOrigin }: Wanted): readonly string[] {
  return actions.map(({ slug, name, hint, scope, multi_selectable: multi, message_types: types, permissions }) => {
    const url = `${origin}/actions/${slug}/${credentialOf(slug, version)}`;
    return [name, hint, scope, multi, types.toSorted().join(), permissions.toSorted().join(), url].join(" | ");
  });
}

/** The last part of every URL that was described, by slug and version: whoever has it may call the action. */
export const credentials = new Map<string, string>();

function credentialOf(slug: string, version: number): string {
  const known =
    credentials.get(`${slug} ${version}`) ??
    deriveCredential(secrets.signingKey, { stage: secrets.stage, slug, version });
  credentials.set(`${slug} ${version}`, known);
  return known;
}
