import Fastify from "fastify";

export const app = Fastify();
export { work as default } from "./ten-jobs.js";
