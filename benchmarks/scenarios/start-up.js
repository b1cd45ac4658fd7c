// Everybody meets a server cold: what its import costs, and when it has answered first.
export const scenario = {
  name: "start-up",
  kind: "cold",
  title: "Start-up",
  defaults: { rounds: 15, quick: { rounds: 5 } },
  peers: ["bare", "typhoon", "fastify", "hono", "koa", "express", "node-http"],
  variants: [
    {
      name: "import",
      description: "import of the framework, above a program that does nothing",
      baseline: "fastify",
      floor: "bare",
    },
    {
      name: "first-answer",
      description: "from the start of the process to the first answer of a hello server",
      baseline: "fastify",
      peers: ["typhoon", "fastify", "hono", "koa", "express", "node-http"],
    },
  ],
};
