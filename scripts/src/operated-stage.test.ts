import { afterAll, beforeAll } from "vitest";
import { testDoctor, testDoctorLater } from "./doctor/testing/doctor-suite.ts";
import { testPause } from "./pause/testing/pause-suite.ts";
import { testRotate, testRotateWhatIsGone } from "./rotate/testing/rotate-suite.ts";
import { type OperatedStage, startOperatedStage } from "./testing/operated-stage.ts";

// One stage for all of it: what takes time is to deploy it.
let stage: OperatedStage;
beforeAll(async () => void (stage = await startOperatedStage()));
afterAll(async () => stage.stop());

const operated = (): OperatedStage => stage;
testDoctor(operated);
testPause(operated);
testRotate(operated);
testDoctorLater(operated);
testRotateWhatIsGone(operated);
