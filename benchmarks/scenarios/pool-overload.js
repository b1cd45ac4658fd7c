// Ten times more jobs than two workers can do, for half a minute.
import { job } from "./password-job.js";

export const scenario = {
  name: "pool-overload",
  kind: "service-overload",
  title: "Ten times more jobs than the pool can do",
  defaults: { rounds: 3, seconds: 30, quick: { rounds: 1, seconds: 5 } },
  peers: ["typhoon", "fastify-piscina", "tornado"],
  variants: [
    {
      name: "scrypt",
      description: "jobs of about 20 ms, two workers, 16 may wait (Tornado's executor has no bound)",
      job,
      factor: 10,
    },
  ],
};
