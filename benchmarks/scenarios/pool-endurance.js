// A million tasks: 1 % throw, 1 % are cancelled (a tenth of them while they run), 0.1 % kill their worker.
export const scenario = {
  name: "pool-endurance",
  kind: "endurance",
  title: "Endurance of the executor",
  defaults: { rounds: 1, quick: { rounds: 1 } },
  peers: ["typhoon"],
  variants: [
    {
      name: "mixed",
      description: "1 % throw, 1 % are cancelled, 0.1 % kill their worker; 64 in flight, two workers",
      workers: 2,
      inFlight: 64,
    },
  ],
};
