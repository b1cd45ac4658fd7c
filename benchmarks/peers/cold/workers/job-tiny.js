export { work } from "./ten-jobs.js";
