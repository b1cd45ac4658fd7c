// From measurements to the rows of a table: pure, so that the terminal and the results file say the same.
import { median, pairedRatio, spread } from "./statistics.js";
import { percent } from "./tables.js";

const noisySpread = 0.15;
const idleLimit = 0.05;

/** One row a peer, fastest first, the limits last. */
export function summarize({ scenario }, { peers, results }) {
  const ratesOf = (name) => results.get(name)?.map((result) => result?.rate) ?? [];
  return peers
    .filter(({ name }) => results.get(name).some(Boolean))
    .map((peer) => {
      const turns = results.get(peer.name).filter(Boolean);
      const medianOf = (pick) => median(turns.map(pick));
      const sumOf = (pick) => turns.reduce((sum, turn) => sum + pick(turn), 0);
      return {
        peer,
        ratios: scenario.baselines.map((name) => pairedRatio(ratesOf(peer.name), ratesOf(name))),
        rate: spread(turns.map((turn) => turn.rate)),
        p50: medianOf((turn) => turn.latencyMs.p50),
        p99: medianOf((turn) => turn.latencyMs.p99),
        cpuMicroseconds: medianOf((turn) => turn.cpuMicroseconds),
        serverShare: medianOf((turn) => turn.serverShare),
        idleShare: medianOf((turn) => turn.idleShare),
        loadIdleShare: medianOf((turn) => turn.loadIdleShare),
        answerBytes: medianOf((turn) => turn.answerBytes),
        badStatus: sumOf((turn) => turn.badStatus),
        socketErrors: sumOf((turn) => turn.socketErrors),
      };
    })
    .sort(
      (a, b) =>
        Number(a.peer.isLimit ?? false) - Number(b.peer.isLimit ?? false) || b.rate.median - a.rate.median,
    );
}

/** Sentences on what makes a variant's numbers less than they seem. */
export function findDoubts(rows) {
  return rows.flatMap(({ peer: { name }, rate, idleShare, serverShare, badStatus, socketErrors }) => {
    const doubts = [];
    const width = (rate.max - rate.min) / rate.median;
    if (width > noisySpread) {
      doubts.push(
        `${name}: its rounds differ by ${percent(width)} of the median: measure again on a quieter machine.`,
      );
    }
    if (idleShare > idleLimit) {
      doubts.push(
        `${name}: the server's core was idle ${percent(idleShare)} of the time, so the load may have been the limit.`,
      );
    }
    if (serverShare + idleShare < 0.9) {
      doubts.push(
        `${name}: other programs had ${percent(1 - serverShare - idleShare)} of the server's core.`,
      );
    }
    if (badStatus > 0) doubts.push(`${name}: ${badStatus} answers had another status than the scenario's.`);
    if (socketErrors > 0) doubts.push(`${name}: ${socketErrors} connections were lost under load.`);
    return doubts;
  });
}
