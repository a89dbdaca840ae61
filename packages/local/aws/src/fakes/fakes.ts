import type { FakeAwsService } from "./fake-aws-service.ts";
import type { FakeSystem } from "./fake-system.ts";
import { InvalidFake } from "./invalid-fake.ts";

/** What stands in for an action's outside world on a laptop: the default export of its `fake.ts`. */
export interface Fakes {
  /** Under the names of the folder's `connections.ts`, what makes each system's fake. */
  connections?: Record<string, () => FakeSystem>;
  /** Under the name a service signs for (`bedrock`, `ses`, `kinesis`…), what makes the stand-in of an AWS service that local AWS lacks. */
  awsServices?: Record<string, () => FakeAwsService | Promise<FakeAwsService>>;
}

const parts = ["connections", "awsServices"];

/** Refuses what cannot be an action's fakes; `where` names the file in the sentence. */
export function checkFakes(fakes: unknown, where: string): asserts fakes is Fakes {
  const refuse = (reason: string): never => {
    throw new InvalidFake(`${where}: ${reason}`);
  };
  if (typeof fakes !== "object" || fakes === null) return refuse("export default defineFakes({ connections: { … } })");
  for (const [part, entries] of Object.entries(fakes as Record<string, unknown>)) {
    if (!parts.includes(part)) refuse(`fakes have no part ${part}; known are ${parts.join(" and ")}`);
    if (typeof entries !== "object" || entries === null) refuse(`${part} is an object of functions, by name`);
    for (const [name, create] of Object.entries(entries as object)) {
      if (typeof create !== "function")
        refuse(`${part}.${name} is a function that makes the fake, so that each start has fresh state: () => ({ … })`);
    }
  }
}
