// Bodies of three sizes in both directions: what moving bytes costs beside the exchange itself.
import { pages } from "../peers/site.js";
import { httpPeers } from "./http-peers.js";

const headers = [
  ["Host", "127.0.0.1"],
  ["Accept", "*/*"],
];

export const scenario = {
  name: "bodies",
  title: "Bodies of 1 KiB, 64 KiB and 1 MiB, sent and received",
  servers: "bodies",
  peers: httpPeers,
  baselines: ["fastify"],
  variants: [
    ...Object.entries(pages).flatMap(([path, page]) => [download(path, page), upload(path, page)]),
    {
      ...download("/64k", pages["/64k"]),
      name: "get-64k-tls",
      description: "GET /64k over TLS",
      isSecure: true,
    },
  ],
};

function download(path, page) {
  return {
    ...load(page),
    name: `get-${path.slice(1)}`,
    description: `GET ${path}: a text of ${page.length} bytes`,
    request: { method: "GET", target: path, headers },
    answer: { status: 200, body: page },
  };
}

function upload(path, page) {
  return {
    ...load(page),
    name: `post-${path.slice(1)}`,
    description: `POST of ${page.length} bytes, all of them in memory before the answer tells their number`,
    request: {
      method: "POST",
      target: "/length",
      headers: [...headers, ["Content-Type", "application/octet-stream"]],
      body: page,
    },
    answer: { status: 200, body: String(page.length) },
  };
}

/** With a megabyte on each of 64 connections, memory would be measured more than the server. */
function load(page) {
  return { connections: page.length > 100_000 ? 16 : 64, pipeline: 1 };
}
