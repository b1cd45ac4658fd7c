// What our client adds to undici beneath it: small answers, fetched as fast as one core can.
export const scenario = {
  name: "http-client",
  kind: "http-client",
  title: "An HTTP client fetching `Hello, world`",
  defaults: { rounds: 5, seconds: 3, warmUp: 1, quick: { rounds: 2, seconds: 1, warmUp: 1 } },
  peers: ["typhoon", "undici", "undici-fetch", "node-http"],
  baselines: ["undici", "node-http"],
  variants: [
    {
      name: "fetch-50",
      description: "50 fetches at a time on kept connections, each begun when the one before is done",
      concurrency: 50,
      length: 12,
      figures: [
        { of: "undici", atLeast: 0.9 },
        { of: "node-http", atLeast: 1.8 },
      ],
    },
  ],
};
