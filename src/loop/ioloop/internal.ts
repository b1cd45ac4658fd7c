export { onNextTurn } from "./io-loop.ts";
