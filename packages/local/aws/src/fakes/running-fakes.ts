import { InvalidFake } from "./invalid-fake.ts";
import type { ActionFakes } from "./read-fakes.ts";
import { makeSystem, startFake, type RunningFake } from "./start-fake.ts";
import type { FakeSystem } from "./fake-system.ts";

/** The fakes of connections that listen, by `<slug>/<connection>`. */
export interface RunningFakes {
  /** Starts those of a deployment; one that runs already is kept with its state, or, where it is made otherwise by now, gets a new one at its old address. Gives them by `<slug>/<connection>`. */
  start(folders: readonly ActionFakes[]): Promise<Record<string, RunningFake>>;
  close(): Promise<void>;
}

/** Runs no fake yet. `onFailure` gets what goes wrong in the answer of one. */
export function createRunningFakes(onFailure: (fake: string, sentence: string) => void): RunningFakes {
  const running = new Map<string, { create: () => FakeSystem; system: FakeSystem; fake: Promise<RunningFake> }>();

  async function startOne(name: string, create: () => FakeSystem, secret: string | undefined): Promise<RunningFake> {
    const known = running.get(name);
    if (known !== undefined && known.create !== create)
      // Functions know its address.
      Object.assign(known, { system: makeSystem(create, nameOf(name)), create });
    const fake = await (known?.fake ?? startAnew(name, create));
    if (secret !== undefined && !fake.secret)
      throw new InvalidFake(
        `The fake of ${name} gives no secret, and its connection declares ${secret}: return { secret: "…", answer } in fake.ts.`,
      );
    return fake;
  }

  function startAnew(name: string, create: () => FakeSystem): Promise<RunningFake> {
    const system = makeSystem(create, nameOf(name));
    const current = (): FakeSystem => running.get(name)?.system ?? system;
    const inTurn: FakeSystem = {
      get secret() {
        return current().secret;
      },
      answer: (request) => current().answer(request),
    };
    const fake = startFake(
      () => inTurn,
      (sentence) => onFailure(name, sentence),
    );
    running.set(name, { create, system, fake });
    return fake;
  }

  return {
    async start(folders) {
      const entries = folders.flatMap(({ slug, connections, fakes }) =>
        Object.entries(fakes.connections ?? {}).map(async ([name, create]) => {
          const key = `${slug}/${name}`;
          const fake = await startOne(key, create, connections[name]?.secret);
          fake.isForChoice = connections[name]?.when !== undefined;
          return [key, fake] as const;
        }),
      );
      return Object.fromEntries(await Promise.all(entries));
    },
    async close() {
      const fakes = await Promise.allSettled([...running.values()].map(({ fake }) => fake));
      await Promise.all(fakes.map(async (fake) => fake.status === "fulfilled" && (await fake.value.close())));
    },
  };
}

function nameOf(name: string): string {
  return `The fake of ${name} in fake.ts`;
}
