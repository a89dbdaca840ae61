import { serveInBackground } from "@cliq-actions/aws/serve-in-background";
import action from "./action.ts";

/** The Lambda functions behind "Wait". */
export const { handler, worker } = serveInBackground(action, {});
