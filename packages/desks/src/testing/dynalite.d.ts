// The DynamoDB engine of the tests ships without types; only what the tests use is described.
declare module "dynalite" {
  import type { Server } from "node:http";
  export default function dynalite(options?: { createTableMs?: number }): Server;
}
