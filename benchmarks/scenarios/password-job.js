// The two routes that the servers of peers/jobs have, and what they must answer.
import { hashPassword } from "../peers/jobs/hash-password.js";

const get = (target) => ({ method: "GET", target, headers: [["Host", "127.0.0.1"]] });

export const plain = { request: get("/"), answer: { status: 200, body: "Hello, world" } };

const connections = 16;

/** Sixteen connections: both workers are always busy, and no queue of the usual length is full. */
export const job = {
  request: get("/job"),
  answer: { status: 200, body: hashPassword() },
  connections,
};

/** The same code with next to no work: what it does thousands of times in a second, it does in a minute otherwise. */
export const quickJob = {
  request: get("/job?cost=2"),
  answer: { status: 200, body: hashPassword(2) },
  connections,
};
