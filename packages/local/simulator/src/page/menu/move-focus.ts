/** Which of `count` entries a key moves to from `current`; `undefined` when the key moves nothing. Wraps around. */
export function moveFocus(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (current + 1) % count;
    case "ArrowUp":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** The next entry after `current` that begins with `letter`, as in a desktop menu. */
export function findByLetter(letter: string, labels: readonly string[], current: number): number | undefined {
  if (letter.length !== 1 || letter === " ") return undefined;
  const order = labels.map((_, index) => (current + 1 + index) % labels.length);
  return order.find((index) => labels[index]?.toLowerCase().startsWith(letter.toLowerCase()));
}
