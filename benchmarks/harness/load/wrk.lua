-- wrk sends the bytes of $BENCH_REQUEST_FILE as they are, and at the end prints one line of JSON.
local file = assert(io.open(os.getenv("BENCH_REQUEST_FILE"), "rb"))
local bytes = file:read("*a")
file:close()

wrk.format = function() return bytes end

function done(summary, latency, requests)
  io.write(string.format(
    '\nJSON{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p90":%d,"p99":%d,"max":%d,"badStatus":%d,"socketErrors":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max,
    summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
