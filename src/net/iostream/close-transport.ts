import type { Duplex } from "node:stream";

/** How long a peer may take nothing of what is left to send. */
const lingerMs = 5000;

/**
 * Ends a transport: sends what is left, then destroys it.
 *
 * @param isBroken - nothing more is to be sent
 */
export function closeTransport(transport: Duplex, isBroken: boolean): void {
  if (isBroken || !transport.writable || isConnecting(transport)) {
    transport.destroy();
    return;
  }
  // A paused stream keeps what comes now; nobody will read it.
  transport.pause();
  const giveUp = () => transport.destroy();
  let left = transport.writableLength;
  const timer = setInterval(() => {
    if (transport.writableLength === left) giveUp();
    left = transport.writableLength;
  }, lingerMs).unref();
  transport.once("close", () => clearInterval(timer));
  transport.end(giveUp);
}

function isConnecting(transport: Duplex): boolean {
  return "connecting" in transport && transport.connecting === true;
}
