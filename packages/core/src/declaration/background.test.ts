import { expect, test } from "vitest";
import { banner } from "../reply/banner.ts";
import { backgroundProblem } from "./background.ts";

const acknowledge = banner("It is being done.");

test("what is said at once is a reply or makes one, and the rest may be left out", () => {
  const fine = [
    undefined,
    { acknowledge },
    { acknowledge: () => acknowledge, when: "late", timeoutSeconds: 900 },
    { acknowledge, when: "always", timeoutSeconds: 30 },
  ];
  expect(fine.map(backgroundProblem)).toEqual([undefined, undefined, undefined, undefined]);
});

test("what is wrong is said by its name", () => {
  const wrong = [true, { acknowledge, until: 1 }, {}, { acknowledge: "Soon" }, { acknowledge, when: "never" }];
  expect(wrong.map(backgroundProblem)).toEqual([
    "background must be an object.",
    'background: "until" is not one of acknowledge, when, timeoutSeconds.',
    "background: acknowledge must be a reply, or a function that returns one.",
    "background: acknowledge must be a reply, or a function that returns one.",
    'background: when must be "always" or "late".',
  ]);
  for (const timeoutSeconds of [29, 901, 60.5])
    expect(backgroundProblem({ acknowledge, timeoutSeconds })).toBe(
      "background: timeoutSeconds must be a whole number from 30 to 900.",
    );
});
