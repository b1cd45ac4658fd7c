import assert from "node:assert/strict";
import { after, test } from "node:test";
import { OurSide } from "../differential/our-side.ts";
import type { Verdict } from "./verdict.ts";

/** What our server makes of bytes: how many whole requests it reads, and whether it refuses the rest. */
export type Judge = (bytes: string) => { accepts: number; refuses: boolean };

const side = new OurSide();
after(() => side.close());

function judge(bytes: string, cuts: readonly number[] = []): ReturnType<Judge> {
  const { requests, outcome } = side.observe(bytes, cuts);
  const accepts = requests.filter(({ isComplete }) => isComplete).length;
  return { accepts, refuses: outcome.kind === "refused" };
}

/**
 * Declares a test for each case of a corpus: whole and byte by byte it gets the verdict that the table has.
 *
 * @param source - the corpus
 * @param further - what else holds for a case
 */
export function declareSuite(
  source: string,
  verdicts: readonly Verdict[],
  further: (verdict: Verdict, judge: Judge) => void = () => {},
): void {
  for (const verdict of verdicts) {
    const { name, bytes, difference } = verdict;
    test(`${source}: ${name}${difference === undefined ? "" : `, with a difference: ${difference.why}`}`, () => {
      const { accepts, refuses } = difference ?? verdict;
      const everywhere = Array.from({ length: bytes.length }, (_, index) => index);

      assert.deepEqual(judge(bytes), { accepts, refuses });
      assert.deepEqual(judge(bytes, everywhere), { accepts, refuses }, "byte by byte");
      further(verdict, judge);
    });
  }

  test(`${source}: a difference differs`, () => {
    const idle = verdicts.filter(({ accepts, refuses, difference }) => {
      return difference?.accepts === accepts && difference.refuses === refuses;
    });
    assert.deepEqual(idle, []);
  });
}
