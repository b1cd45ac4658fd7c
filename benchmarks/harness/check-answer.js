// Before anything is measured: does the server answer what the scenario says, twice, on one kept connection?
import * as http from "node:http";
import * as https from "node:https";
import { isDeepStrictEqual } from "node:util";

const timeoutMs = 5000;

/** Resolves when it does; otherwise rejects with a sentence on what differs. */
export async function checkAnswer(port, variant) {
  const protocol = variant.isSecure ? https : http;
  const ca = variant.isSecure ? (await import("../peers/certificate.js")).authority : undefined;
  const agent = new protocol.Agent({ keepAlive: true, maxSockets: 1, ca });
  try {
    await checkOnce(port, variant, { protocol, agent });
    const second = await checkOnce(port, variant, { protocol, agent });
    if (!second.reused) throw new Error("the server closed the connection after its first answer");
  } finally {
    agent.destroy();
  }
}

async function checkOnce(port, variant, way) {
  const answer = await exchange(port, variant.request, way);
  const { status } = variant.answer;
  if (answer.status !== status) throw new Error(`the answer's status is ${answer.status}, not ${status}`);
  checkBody(answer.body, variant.answer);
  return answer;
}

/** A body is wanted byte by byte, or as JSON, in which spaces and order are the server's own business. */
function checkBody(text, { body, json }) {
  if (json === undefined ? text === body : isDeepStrictEqual(JSON.parse(text), json)) return;
  const [is, wanted] = [text, body ?? JSON.stringify(json)].map((value) =>
    JSON.stringify(value.slice(0, 80)),
  );
  throw new Error(`the answer's body is ${is}, not ${wanted}`);
}

function exchange(port, { method, target, headers, body }, { protocol, agent }) {
  return new Promise((resolve, reject) => {
    const outgoing = protocol.request({
      host: "127.0.0.1",
      port,
      method,
      path: target,
      headers: headers.flat(),
      agent,
      timeout: timeoutMs,
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      try {
        const chunks = await incoming.toArray();
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode, body: text, reused: outgoing.reusedSocket });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.end(body);
  });
}
