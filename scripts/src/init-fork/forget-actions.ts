import { posix } from "node:path";

/** Where action folders are, from the repository's root. */
export const actionsFolder = "packages/actions/src";

/**
 * A page without what is about deleted actions: table rows and list items that begin with an action's name in code
 * font go, links into its folder become plain text. `page` is the page's path from the root.
 */
export function forgetActions(markdown: string, page: string, slugs: readonly string[]): string {
  if (slugs.length === 0) return markdown;
  const names = slugs.map((slug) => RegExp.escape(slug)).join("|");
  const aboutOne = new RegExp(`^\\s*(?:\\||[-*])\\s*\\[?\`(?:${names})\``);
  const isInside = (target: string): boolean => {
    const path = posix.join(posix.dirname(page), target.split("#", 1)[0] ?? "");
    return slugs.some((slug) => `${path}/`.startsWith(`${actionsFolder}/${slug}/`));
  };
  return markdown
    .split("\n")
    .filter((line) => !aboutOne.test(line))
    .map((line) =>
      line.replaceAll(/(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g, (link: string, text: string, target: string) =>
        isInside(target) ? text : link,
      ),
    )
    .join("\n");
}
