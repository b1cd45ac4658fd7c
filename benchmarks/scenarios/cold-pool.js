// Ten jobs on ten workers that have not started yet: what that costs beyond the work.
export const scenario = {
  name: "cold-pool",
  kind: "cold",
  title: "Ten cold workers",
  defaults: { rounds: 9, quick: { rounds: 3 } },
  peers: ["bare", "typhoon", "bare-fastify", "compiled", "piscina", "tinypool"],
  variants: [
    {
      name: "web",
      description: "of a web application in one file, against workers that load Fastify",
      baseline: "bare-fastify",
      peers: ["typhoon", "bare-fastify", "piscina"],
    },
    {
      name: "tiny",
      description: "of a module with one function",
      baseline: "bare",
      peers: ["typhoon", "bare", "piscina", "tinypool"],
    },
    {
      name: "tsx",
      description: "of the web application, started with tsx and compiled",
      baseline: "compiled",
      peers: ["typhoon", "compiled"],
    },
  ],
};
