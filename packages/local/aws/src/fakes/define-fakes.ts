import { checkFakes, type Fakes } from "./fakes.ts";

export { startFake } from "./start-fake.ts";
export { ServiceError } from "../service-error.ts";
export type { RunningFake } from "./start-fake.ts";
export type { FakeAwsCall, FakeAwsOperation, FakeAwsService } from "./fake-aws-service.ts";
export type { FakeRequest } from "./fake-request.ts";
export type { FakeResponse } from "./fake-response.ts";
export type { FakeSystem } from "./fake-system.ts";
export type { Fakes } from "./fakes.ts";
export type { Fault } from "./fault.ts";

/** Defines what stands in for an action's outside world in its tests and under `start`; the default export of its `fake.ts`. */
export function defineFakes<Defined extends Fakes>(fakes: Defined): Defined {
  checkFakes(fakes, "defineFakes");
  return fakes;
}
