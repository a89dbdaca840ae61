/** Files and folders named by what they are not: those that collect, and test support outside of `testing/`. */
export function vagueNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const [, folder] = /(?:^|\/)(utils?|helpers?|common|shared|types)\//.exec(path) ?? [];
    if (folder !== undefined)
      return [`${path} lies in "${folder}", which says nothing: name the folder for what it is about`];
    return /\.(fixture|mock|stub)s?\.ts$/.test(path)
      ? [`${path} is test support: it belongs into a folder "testing" of its room, named for what it gives`]
      : [];
  });
}
