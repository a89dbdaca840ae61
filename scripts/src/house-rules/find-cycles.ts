/** A directed graph: what each node points at. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The groups of nodes that reach each other, each sorted: with none there is no cycle. */
export function findCycles(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachable(graph, node)]));
  const groups = [...graph.keys()]
    .filter((node) => reached.get(node)?.has(node) === true)
    .map((node) =>
      [...graph.keys()]
        .filter((other) => reached.get(node)?.has(other) === true && reached.get(other)?.has(node) === true)
        .toSorted(),
    );
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

/** Every node that can be come to from this one by at least one step. */
function reachable(graph: Graph, from: string): Set<string> {
  const seen = new Set<string>();
  const next = [...(graph.get(from) ?? [])];
  for (let node = next.pop(); node !== undefined; node = next.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    next.push(...(graph.get(node) ?? []));
  }
  return seen;
}
