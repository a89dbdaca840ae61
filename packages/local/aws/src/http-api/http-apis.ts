/** How a route reaches its function. */
export interface Integration {
  /** The function's ARN, qualified or not. */
  functionArn: string;
  timeoutMs: number;
}

/** A route of an HTTP API: `METHOD /path/{parameter}` or `$default`. */
export interface Route {
  routeKey: string;
  integrationId: string;
}

/** A stage of an HTTP API. */
interface Stage {
  /** The format in which its requests are logged. */
  accessLog: string | undefined;
  /** Whether a route lets one more request in. */
  letsIn(routeKey: string): boolean;
}

/** An HTTP API with its parts, each by its id. */
export interface HttpApi {
  apiId: string;
  stackName: string;
  /** Origin it listens on, such as `http://127.0.0.1:43211`. */
  url: string;
  routes: Map<string, Route>;
  integrations: Map<string, Integration>;
  stages: Map<string, Stage>;
  close(): Promise<void>;
}

/** The HTTP APIs of the account by API id. */
export type HttpApis = Map<string, HttpApi>;
