/** ` in folder "slug"`: the folder of the file being imported, read from a stack only when something is wrong. */
export function folderOf(stack: string | undefined, file: "action" | "connections"): string {
  const folder = new RegExp(String.raw`([^/\\\s(]+)[/\\]${file}\.[cm]?[jt]s`).exec(stack ?? "")?.[1];
  return folder === undefined ? "" : ` in folder "${folder}"`;
}
