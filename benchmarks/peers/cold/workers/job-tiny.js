export { work as default } from "./ten-jobs.js";
