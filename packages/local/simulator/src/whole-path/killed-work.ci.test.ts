import { testKilledWork } from "../testing/test-killed-work.ts";

testKilledWork([
  { at: "before SendMessage 1", executed: 1, told: 1, refused: true },
  { at: "before UpdateItem 1", executed: 1, told: 1 },
  { at: "after UpdateItem 1", executed: 1, told: 1 },
  { at: "before PutItem 1", executed: 1, told: 1 },
  { at: "before UpdateItem 2", executed: 2, told: 1 },
  { at: "after UpdateItem 2", executed: 1, told: 1 },
  { at: "before UpdateItem 3", executed: 1, told: 2 },
  { at: "after UpdateItem 3", executed: 1, told: 1 },
]);
