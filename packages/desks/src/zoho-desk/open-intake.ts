export { openDesk as openIntake } from "./open-desk.ts";
