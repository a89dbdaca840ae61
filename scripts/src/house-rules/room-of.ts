const rooms = [
  /^packages\/actions\/src\/[^/]+\//,
  /^packages\/local\/[^/]+\//,
  /^packages\/[^/]+\//,
  /^(infra|scripts)\//,
];

/** The room a file is in, ending in a slash: an action's own folder counts as one. Undefined outside of all rooms. */
export function roomOf(path: string): string | undefined {
  return rooms.map((room) => room.exec(path)?.[0]).find((room) => room !== undefined);
}
