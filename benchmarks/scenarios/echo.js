// What comes is sent back: what a stream with reads costs on top of Node's socket.
export const scenario = {
  name: "echo",
  kind: "echo",
  title: "Messages that are sent back",
  defaults: { seconds: 2, warmUp: 1 },
  peers: ["typhoon", "net", "net-pipe", "tornado"],
  baselines: ["net", "net-pipe"],
  variants: [
    {
      name: "small",
      description: "64 connections, 64 bytes there and back",
      connections: 64,
      bytes: 64,
      servers: "echo",
    },
    {
      name: "lines",
      description: "the same, read as lines by those that know lines (the others send chunks back)",
      connections: 64,
      bytes: 64,
      servers: "lines",
    },
    {
      name: "bulk",
      description: "8 connections, 262,144 bytes there and back",
      connections: 8,
      bytes: 262_144,
      servers: "echo",
    },
  ],
};
