import { expect, test } from "vitest";
import { placePoints } from "./place-points.ts";

const points = (...values: number[]) => values.map((value, index) => ({ label: `p${index}`, value }));
const categories = [
  { name: "a", values: points(4, -1) },
  { name: "b", values: points(2) },
];

test("bars stand beside each other from zero, up and down", () => {
  const { labels, least, most, bars } = placePoints({ preview: "vertical_bar", categories });
  expect([labels, least, most]).toEqual([["p0", "p1"], -1, 4]);
  expect(bars).toEqual([
    { category: 0, x: 5, y: 0, width: 20, height: 80 },
    { category: 0, x: 55, y: 80, width: 20, height: 20 },
    { category: 1, x: 25, y: 40, width: 20, height: 40 },
  ]);
});

test.each(["vertical_stacked_bar", "horizontal_stacked"])("bars of %s stand on each other", (preview) => {
  const { most, bars } = placePoints({ preview, categories });
  expect(most).toBe(6);
  expect(bars.map(({ category, x, width }) => [category, x, width])).toEqual([
    [0, 5, 40],
    [0, 55, 40],
    [1, 5, 40],
  ]);
  expect((bars[2]?.y ?? 0) + (bars[2]?.height ?? 0)).toBeCloseTo(bars[0]?.y ?? 0);
});

test("a trend is a line for each category, through the middle of each label's room", () => {
  const { bars, lines } = placePoints({ preview: "trend", categories });
  expect(bars).toEqual([]);
  expect(lines).toEqual([
    [
      [25, 0],
      [75, 100],
    ],
    [[25, 40]],
  ]);
});

test.each([[[]], [[{ name: "a", values: points(0) }]], [[{ name: "a", values: points(1.7e308, -1.7e308, 5e-324) }]]])(
  "nothing, zero and the largest numbers are placed within the field",
  (given) => {
    for (const preview of ["vertical_bar", "vertical_stacked_bar", "trend"]) {
      const { bars, lines } = placePoints({ preview, categories: given });
      const numbers = [...bars.flatMap(({ x, y, width, height }) => [x, y, width, height]), ...lines.flat(2)];
      expect(numbers.filter((number) => !(number >= 0 && number <= 100))).toEqual([]);
    }
  },
);
