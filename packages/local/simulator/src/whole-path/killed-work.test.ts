import { testKilledWork } from "../testing/test-killed-work.ts";

// The others are in killed-work.ci.test.ts.
testKilledWork([
  { at: "after SendMessage 1", executed: 2, told: 2, refused: true },
  { at: "after PutItem 1", executed: 2, told: 1 },
  { at: "before tell 1", executed: 1, told: 1 },
  { at: "after tell 1", executed: 1, told: 2 },
  { at: "worker returns", executed: 1, told: 1 },
]);
