import type { Room } from "./read-rooms.ts";

/** A file of tests: its path from the root, and what is written in it. */
export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Which tests may fail by a change of these files: folders of rooms, and single files of tests. A room's tests read what it
 * imports by programs, bundles, templates and pages as well as by imports, so a room is tested as a whole, with all that
 * need it, and with the tests that say its folder. A page is read by the tests that speak of pages; what else is in no room
 * may be read by every test: "all".
 */
export function findAffected(
  changed: readonly string[],
  rooms: readonly Room[],
  tests: readonly TestFile[],
): "all" | readonly string[] {
  const pages = changed.filter((path) => path.endsWith(".md"));
  const others = changed.filter((path) => !path.endsWith(".md"));
  if (others.some((path) => !rooms.some(({ folder }) => path.startsWith(folder)))) return "all";
  // An action with libraries of its own is a room, and in that of all actions.
  const affected = new Set(rooms.filter(({ folder }) => others.some((path) => path.startsWith(folder))));
  const places = [...affected].flatMap(({ folder }) => [folder, `${folder.slice(0, -1)}"`]);
  const words = pages.length > 0 ? [...places, ".md"] : places;
  const named = tests.filter(({ text }) => words.some((word) => text.includes(word)));
  // A set that grows while it is gone through is gone through to its end.
  for (const { name } of affected) for (const room of rooms) if (room.needs.includes(name)) affected.add(room);
  const folders = [...affected].map(({ folder }) => folder);
  const files = named.map(({ path }) => path).filter((path) => !folders.some((folder) => path.startsWith(folder)));
  return [...folders, ...files].toSorted();
}
