// Who takes part in the HTTP scenarios; the ratios are taken against Fastify.
export const httpPeers = ["typhoon", "fastify", "hono", "h3", "koa", "express", "node-http", "tornado"];
export const httpPeersWithRouter = httpPeers.filter((name) => name !== "koa" && name !== "node-http");
