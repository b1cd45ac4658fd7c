export { unblockListed } from "./unblock-listed.ts";
