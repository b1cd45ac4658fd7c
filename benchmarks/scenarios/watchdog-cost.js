// What the watchdog costs a server that never stalls: is it below what can be measured?
export const scenario = {
  name: "watchdog-cost",
  kind: "watchdog-cost",
  title: "The watchdog's own cost",
  defaults: { rounds: 3, seconds: 50, quick: { rounds: 1, seconds: 16 } },
  peers: ["typhoon"],
  variants: [
    {
      name: "hello",
      description:
        "GET / at full load on 64 kept connections, the watchdog on and off in turns, and memory without load",
      connections: 64,
      pipeline: 1,
      request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
      answer: { status: 200, body: "Hello, world" },
      figure: 0.01,
    },
  ],
};
