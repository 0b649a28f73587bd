-- wrk: every request with the next of the cookies in a file; the figures as one line of JSON.
local requests, at = {}, 0

function init(arguments)
    if arguments[1] then
        for line in io.lines(arguments[1]) do
            requests[#requests + 1] = wrk.format("GET", nil, { Host = wrk.headers["Host"], Cookie = "portico=" .. line })
        end
    else
        requests[1] = wrk.format()
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
        e.status, e.connect + e.read + e.write + e.timeout))
end
