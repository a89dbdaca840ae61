const line = /^( {2}name: ")([^"\n]*)(",?)$/gm;

/** The product's name in the text of a stages file; undefined unless there is just one line for it. */
export function readProduct(stages: string): string | undefined {
  const [found, another] = stages.matchAll(line);
  return another === undefined ? found?.[2] : undefined;
}

/** The text of a stages file with another product name. */
export function writeProduct(stages: string, product: string): string {
  return stages.replace(line, `$1${product}$3`);
}

/** A page of documentation whose names of parameters and stacks are the product's: `/acme/<stage>/…`, `acme-dev`. */
export function renameInDocs(page: string, from: string, to: string): string {
  const stage = "(?:<stage>|local|dev|prod)";
  return page
    .replaceAll(new RegExp(`(?<![\\w@.-])/${RegExp.escape(from)}(?=/${stage})`, "g"), `/${to}`)
    .replaceAll(new RegExp(`(?<![\\w@./-])${RegExp.escape(from)}(?=-${stage}(?![\\w-]))`, "g"), to);
}
