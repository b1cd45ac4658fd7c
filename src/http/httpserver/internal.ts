export { CallableAdapter } from "./callable-adapter.ts";
