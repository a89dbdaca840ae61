import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import {
  type CliqModel,
  type CliqModelOptions,
  createCliqModel,
  type RegisteredAction,
  type RegisteredFunction,
} from "@cliq-actions/fake-cliq";
import { KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";
import { human } from "../human.ts";
import type { VirtualWorld } from "../virtual-world.ts";

/** A message action or a function. */
export type Item = RegisteredAction | RegisteredFunction;

/** What a person makes by hand: a webhook of their own, a script, or a function. */
export const handmade = ["webhook", "deluge", "function"] as const;

/** A colleague who may give the access anew. */
const colleague = { ...human, id: "70011224", firstName: "Sam", email: "sam.hill@example.com" };

/** A Cliq whose people work in it, too: knows what is theirs, as they left it. */
export function organisation(world: VirtualWorld, options: CliqModelOptions) {
  const model: CliqModel = createCliqModel({ startedAt: world.now(), ...options });
  const theirs = new Map<string, Item>();
  const edited = new Set<string>();
  const issued: string[] = [];
  let isOfTwo = false;
  let client: ReturnType<CliqModel["addClient"]> | undefined;
  let token = { value: "", until: 0 };
  let refusal: Error | undefined;
  const issue = (): string => {
    if (client === undefined) return model.issueAccessToken(world.now());
    const { clientId, clientSecret, refreshToken } = client;
    const query = `client_id=${clientId}&client_secret=${clientSecret}&refresh_token=${refreshToken}&grant_type=refresh_token`;
    const request = { method: "POST", path: `/oauth/v2/token?${query}`, headers: {}, body: "" };
    const { access_token: issued } = JSON.parse(model.handle(request, world.now()).body) as { access_token?: string };
    if (issued === undefined) throw new KeeperFailed("TokenThrottled", "No access token.");
    return issued;
  };
  const current = async (): Promise<string> => {
    if (refusal !== undefined) throw refusal;
    if (token.until <= world.now()) {
      token = { value: issue(), until: world.now() + 3_000_000 };
      issued.push(token.value);
    }
    return token.value;
  };
  const tokens: AccessTokens = { current, refused: current };
  const items = (): readonly Item[] => [...model.actions(), ...model.functions()];
  const ours = (): readonly RegisteredAction[] => model.actions().filter(({ id }) => !theirs.has(id));
  return {
    model,
    options,
    tokens,
    /** Every access token there was. */
    issued: issued as readonly string[],
    theirs,
    /** Ids of what people changed after it had become ours. */
    edited: edited as ReadonlySet<string>,
    ours,
    /** All that is not a person's, functions too; what the colleague alone sees is left to them, and said. */
    ourItems: (): readonly Item[] => {
      const isOutOfSight = (item: Item): boolean =>
        "scope" in item &&
        item.creator.id === colleague.id &&
        /^Registering .*personal$/.test(`${item.name} ${item.scope}`);
      return items().filter((item) => !theirs.has(item.id) && !isOutOfSight(item));
    },
    items,
    /** From now on there is no token, or there is one again. */
    refuseTokens: (error: Error | undefined): void => {
      refusal = error;
    },
    isRefused: () => refusal !== undefined,
    /** A colleague gives the access anew, as themselves, or the first person has it again. */
    giveAccess: (as: "colleague" | "first"): void => {
      isOfTwo ||= as === "colleague";
      client = as === "first" ? undefined : model.addClient({ person: colleague });
      token = { value: "", until: 0 };
    },
    /** Whether a colleague has, or has had, the access: what they made for themselves is nobody else's. */
    isOfTwo: () => isOfTwo,
    /** A person makes something; as the registrar's own user, too. Does nothing where the name is taken. */
    createByHand: (name: string, person = human, kind: (typeof handmade)[number] = "deluge"): void => {
      const hands = model.actAs(person);
      const isTaken = (one: Item): boolean => one.name.toLowerCase() === name.toLowerCase();
      if (items().some(isTaken)) return;
      if (kind === "function") {
        const made = { name, description: "By hand", function_type: "button" } as const;
        const url = { execution_type: "webhook", execution_url: "https://theirs.example/f" } as const;
        const item = hands.functions.create({ ...made, ...url }, world.now());
        theirs.set(item.id, item);
        return;
      }
      const fields = { name, hint: "By somebody's hand", scope: "organization", message_types: ["text"] } as const;
      const url = { execution_type: "webhook", execution_url: `https://theirs.example/${world.now()}` } as const;
      const { id } = hands.create({ ...fields, ...(kind === "webhook" ? url : {}) }, world.now());
      theirs.set(
        id,
        kind === "webhook"
          ? hands.setPermissions(id, ["chat"], world.now())
          : hands.setScript(id, "return Map();", world.now()),
      );
    },
    /** A person deletes what they made by hand, unless somebody else did. */
    removeByHand: (id: string): void => {
      if (model.actions().some((action) => action.id === id)) model.actAs(human).remove(id, world.now());
      if (model.functions().some((one) => one.id === id)) model.actAs(human).functions.remove(id, world.now());
      theirs.delete(id);
    },
    /** A person changes one of ours. */
    editOurs: (at: number, change: "rename" | "hint" | "remove"): void => {
      const action = ours()[at];
      // Nobody works on what is not finished: it has no permissions yet.
      if (action === undefined || action.permissions.length === 0) return;
      edited.add(action.id);
      const person = model.actAs(human);
      if (change === "remove") person.remove(action.id, world.now());
      else if (change === "hint") person.edit(action.id, { hint: "Edited by hand" }, world.now());
      else person.edit(action.id, { name: `By hand ${world.now() % 1_000_000}` }, world.now());
    },
  };
}

/** See {@link organisation}. */
export type Organisation = ReturnType<typeof organisation>;
