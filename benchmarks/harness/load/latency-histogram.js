// Latencies in buckets 1/32 of an octave wide, so a percentile is exact to about 2 %, and recording is an addition.
const bucketsPerOctave = 32;
const octaves = 30; // 1 µs to 1,000 s.

export class LatencyHistogram {
  #counts = new Uint32Array(bucketsPerOctave * octaves);
  #total = 0;
  #max = 0;

  record(ms, times = 1) {
    const bucket = Math.log2(Math.max(ms * 1000, 1)) * bucketsPerOctave;
    this.#counts[Math.min(bucket | 0, this.#counts.length - 1)] += times;
    this.#total += times;
    if (ms > this.#max) this.#max = ms;
  }

  get count() {
    return this.#total;
  }

  summary() {
    return {
      p50: this.#percentile(50),
      p90: this.#percentile(90),
      p99: this.#percentile(99),
      max: this.#max,
    };
  }

  /** The upper edge, in milliseconds, of the bucket that holds the percentile. */
  #percentile(percent) {
    let missing = Math.ceil((this.#total * percent) / 100);
    for (const [bucket, count] of this.#counts.entries()) {
      missing -= count;
      if (missing <= 0) return Math.min(2 ** ((bucket + 1) / bucketsPerOctave) / 1000, this.#max);
    }
    return this.#max;
  }
}
