import Fastify from "fastify";

export const app = Fastify();
export { work } from "./ten-jobs.js";
