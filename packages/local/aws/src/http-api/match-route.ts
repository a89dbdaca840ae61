import type { Route } from "./http-apis.ts";

/** A route that fits a request, and its decoded path parameters. */
export interface RouteMatch {
  route: Route;
  pathParameters: Record<string, string>;
}

/**
 * Finds the most specific route for a decoded path, segment by segment: a literal before `{parameter}`, that before `{greedy+}`, a method before ANY, `$default` last.
 * A trailing or doubled slash is a segment of its own, as on API Gateway.
 */
export function matchRoute(routes: Iterable<Route>, method: string, segments: string[]): RouteMatch | undefined {
  let best: (RouteMatch & { rank: string }) | undefined;
  for (const route of routes) {
    const match = tryRoute(route, method, segments);
    if (match && (!best || match.rank < best.rank)) best = match;
  }
  return best && { route: best.route, pathParameters: best.pathParameters };
}

function tryRoute(route: Route, method: string, segments: string[]): (RouteMatch & { rank: string }) | undefined {
  if (route.routeKey === "$default") return { route, pathParameters: {}, rank: "3" };
  const [routeMethod, path] = route.routeKey.split(" ") as [string, string];
  if (routeMethod !== "ANY" && routeMethod !== method) return undefined;
  const template = path.split("/").slice(1);
  const pathParameters: Record<string, string> = {};
  let rank = "";
  for (const [index, part] of template.entries()) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
    if (name?.[2]) {
      if (index >= segments.length) return undefined;
      pathParameters[name[1]!] = segments.slice(index).join("/");
      return { route, pathParameters, rank: `${rank}2${routeMethod === "ANY" ? 1 : 0}` };
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (name && segment !== "") pathParameters[name[1]!] = segment;
    else if (segment !== part) return undefined;
    rank += name ? "1" : "0";
  }
  return template.length === segments.length
    ? { route, pathParameters, rank: `${rank}0${routeMethod === "ANY" ? 1 : 0}` }
    : undefined;
}
