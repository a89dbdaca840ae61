interface Size {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const margin = 8;

/** Where a menu opened at `point` goes so that all of it is on the screen, in CSS pixels. */
export function placeMenu(point: Point, menu: Size, screen: Size): Point {
  const fit = (at: number, length: number, limit: number): number => {
    const flipped = at + length + margin > limit && at - length >= margin ? at - length : at;
    return Math.max(margin, Math.min(flipped, limit - length - margin));
  };
  return { x: fit(point.x, menu.width, screen.width), y: fit(point.y, menu.height, screen.height) };
}
