import { toPlaceSuffix } from "./find-place.ts";
import type { FakeAwsService } from "./fake-aws-service.ts";
import type { FakeSystem } from "./fake-system.ts";
import { InvalidFake } from "./invalid-fake.ts";

/** Refuses what a connection's function in `fake.ts` returned when it cannot be a fake. */
export function checkSystem(made: unknown, where: string): asserts made is FakeSystem {
  const { answer, secret } = fieldsOf(made, `${where} returns`, "{ answer: (request) => ({ status: 200 }) }");
  if (typeof answer !== "function")
    throw new InvalidFake(`${where} returns no answer: answer: (request) => ({ status: 200 })`);
  if (secret !== undefined && (typeof secret !== "string" || secret === ""))
    throw new InvalidFake(`${where} returns a secret that is not a text of at least one character.`);
}

/** Refuses what an AWS service's function in `fake.ts` returned when it cannot stand in for one. */
export function checkService(made: unknown, where: string): asserts made is FakeAwsService {
  const { operations } = fieldsOf(made, `${where} returns`, "{ operations: { … } }");
  const listed = fieldsOf(operations, `${where} returns as operations`, "{ SendMessage: { requires: […], answer } }");
  for (const [name, operation] of Object.entries(listed)) {
    const { requires, answer } = fieldsOf(operation, `${where}, operation ${name}, is`, "{ requires: […], answer }");
    if (typeof answer !== "function") throw new InvalidFake(`${where}, operation ${name}, has no function answer.`);
    if (!Array.isArray(requires) && typeof requires !== "function")
      throw new InvalidFake(
        `${where}, operation ${name}, says no permissions it requires: requires: [{ action: "…" }]`,
      );
  }
}

/** The sentence for a fake's author about what the code that makes it threw. */
export function toInvalidFake(error: unknown, where: string): InvalidFake {
  if (error instanceof InvalidFake) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new InvalidFake(`${where} cannot be made: ${reason}${toPlaceSuffix(error)}`, { cause: error });
}

function fieldsOf(made: unknown, subject: string, example: string): Record<string, unknown> {
  if (made instanceof Promise) {
    // What it rejects with is not the mistake.
    made.catch(() => {});
    throw new InvalidFake(`${subject} a promise; return ${example}`);
  }
  if (typeof made === "object" && made !== null && !Array.isArray(made)) return made as Record<string, unknown>;
  throw new InvalidFake(`${subject} ${JSON.stringify(made) ?? String(made)}; return ${example}`);
}
