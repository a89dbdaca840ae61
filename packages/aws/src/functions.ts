import {
  type Envelope,
  fillSlots,
  type FunctionDeclaration,
  hasSlots,
  InvalidReply,
  MalformedInvocation,
  type Reply,
  type Slot,
  UserError,
} from "@cliq-actions/core";
import type { Ability, AdmittedEvent } from "./ability.ts";
import { contextKey } from "./functions/context-key.ts";
import { type NamedFunction, namedFunctions } from "./functions/function-names.ts";
import { type FunctionEvent, readCall, readPerson } from "./functions/read-call.ts";
import { seal, type Sealer, unseal } from "./functions/seal.ts";
import { showFailure } from "./functions/show-failure.ts";
import { Paused } from "./paused.ts";
import { withDeadline } from "./respond/with-deadline.ts";
import { clockMs } from "./work-in-progress.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** How long a form may stay open, and a button be clicked, in milliseconds from the answer that they came with. */
const lifetimeMs = { form: 24 * 3_600_000, button: 30 * 24 * 3_600_000, widget_button: 0 } as const;

/**
 * Lets an action open forms and show buttons that call it: fills in what they are called in this stage, seals what they
 * carry for the person who is answered, and serves them when Cliq calls.
 */
export function functions(): Ability {
  const currentKey = contextKey();

  return async (event, next) => {
    const { envelope, settings, action, click } = event;
    const called = readCall(envelope);
    if (called !== undefined) click.showFailure = (response) => showFailure(called.handler, response);
    const named = namedFunctions(action.functions);
    const sealer = async (): Promise<Sealer> => ({
      key: await currentKey(),
      stage: settings.stage,
      slug: settings.slug,
    });
    const reply = called === undefined ? await next() : await call(event, called, named, sealer);
    return hasSlots(reply) ? fill(reply, event, named, await sealer()) : reply;
  };
}

async function call(
  { envelope, settings, action, click, body, limitMs, ports }: AdmittedEvent,
  { name, handler }: FunctionEvent,
  named: readonly NamedFunction[],
  sealer: () => Promise<Sealer>,
): Promise<Reply> {
  const found = named.find(({ registeredName }) => registeredName === name);
  const serve = found?.declared.serve as FunctionDeclaration<unknown>["serve"];
  if (found === undefined || serve === undefined) throw new MalformedInvocation("name", "a function of this action");
  const { key: functionKey } = found;
  if (settings.paused) throw new Paused(settings.paused);
  action.policy?.admit(envelope);
  // Whoever is not served does not wait for the key; whoever is has the less time for the work.
  const startedMs = clockMs();
  const own = await sealer();
  return withDeadline(
    async (signal) =>
      serve(
        {
          handler,
          params: envelope.params,
          base: {
            slug: settings.slug,
            organizationId: envelope.organizationId ?? "",
            at: envelope.at,
            signal: signal(),
          },
          deliveryKey: hash("sha256", body),
          onOddField: (path) => click.oddFields.push(path),
          unseal: (sealed) => {
            const { value, origin } = unseal(own, sealed, {
              functionKey,
              person: readPerson(envelope),
              now: Date.now(),
            });
            const business = [envelope.organizationId, settings.slug, functionKey, origin, value];
            return { value, businessKey: hash("sha256", JSON.stringify(business)) };
          },
        },
        ports(),
      ),
    Math.max(0, limitMs - (clockMs() - startedMs)),
  );
}

function fill(reply: Reply, { envelope, body }: AdmittedEvent, named: readonly NamedFunction[], sealer: Sealer): Reply {
  const origin = hash("sha256", body).slice(0, 16);
  // Documented for buttons whose function another person has made; for forms no document has it.
  const { FUNCTION_OWNER: owner } = process.env;
  return fillSlots(reply, (slot: Slot) => {
    const found = named.find(({ declared }) => declared.name === slot.functionName);
    if (found === undefined)
      throw new InvalidReply(`The answer names "${slot.functionName}", which is not in the action's functions.`);
    if ("calls" in slot) return { name: found.registeredName, ...(owner ? { owner } : {}) };
    if (!("sealed" in slot)) return found.registeredName;
    const { key: functionKey, declared } = found;
    const endsAt = envelope.at + lifetimeMs[declared.type];
    return seal(sealer, { functionKey, person: personOf(envelope), endsAt, origin, value: slot.sealed });
  });
}

function personOf(envelope: Envelope): string {
  const person = readPerson(envelope);
  if (person !== undefined) return person;
  throw new UserError("Cliq did not say who you are, so this cannot be opened for you.");
}
