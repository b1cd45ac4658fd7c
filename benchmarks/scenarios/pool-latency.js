// A plain route beside a pool that is saturated with password hashing: does the loop stay free?
import { job, plain, quickJob } from "./password-job.js";

export const scenario = {
  name: "pool-latency",
  kind: "service-latency",
  title: "A plain route while the pool is saturated with CPU work",
  defaults: { rounds: 5 },
  peers: ["typhoon", "fastify-piscina", "tornado", "post-message-nice", "post-message"],
  variants: [
    {
      name: "scrypt",
      description: "500 plain requests/s; 16 jobs of about 20 ms in flight on two workers",
      plain,
      job,
      quickJob,
      perSecond: 500,
      figure: 2,
    },
  ],
};
