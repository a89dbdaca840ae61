import { InvalidFake } from "./invalid-fake.ts";
import type { ActionFakes } from "./read-fakes.ts";
import { startFake, type RunningFake } from "./start-fake.ts";
import type { FakeSystem } from "./fake-system.ts";

/** The fakes of connections that listen, by `<slug>/<connection>`. */
export interface RunningFakes {
  /** Starts those of a deployment; one that runs already is kept with its state. Gives them by `<slug>/<connection>`. */
  start(folders: readonly ActionFakes[]): Promise<Record<string, RunningFake>>;
  close(): Promise<void>;
}

/** Runs no fake yet. `onFailure` gets what goes wrong in the answer of one. */
export function createRunningFakes(onFailure: (fake: string, sentence: string) => void): RunningFakes {
  const running = new Map<string, { create: () => FakeSystem; fake: Promise<RunningFake> }>();
  const started: Promise<RunningFake>[] = [];

  async function startOne(name: string, create: () => FakeSystem, secret: string | undefined): Promise<RunningFake> {
    const known = running.get(name);
    const fake = await (known?.create === create ? known.fake : startAnew(name, create));
    if (secret !== undefined && !fake.secret)
      throw new InvalidFake(
        `The fake of ${name} gives no secret, and its connection declares ${secret}: return { secret: "…", answer } in fake.ts.`,
      );
    return fake;
  }

  function startAnew(name: string, create: () => FakeSystem): Promise<RunningFake> {
    const fake = startFake(create, (sentence) => onFailure(name, sentence), `The fake of ${name} in fake.ts`);
    running.set(name, { create, fake });
    started.push(fake);
    return fake;
  }

  return {
    async start(folders) {
      const entries = folders.flatMap(({ slug, connections, fakes }) =>
        Object.entries(fakes.connections ?? {}).map(async ([name, create]) => {
          const key = `${slug}/${name}`;
          return [key, await startOne(key, create, connections[name]?.secret)] as const;
        }),
      );
      return Object.fromEntries(await Promise.all(entries));
    },
    async close() {
      const fakes = await Promise.allSettled(started);
      await Promise.all(fakes.map(async (fake) => fake.status === "fulfilled" && (await fake.value.close())));
    },
  };
}
