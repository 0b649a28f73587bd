-- wrk: every request with the next line of a file, a cookie and maybe another path; the figures as one line of JSON.
-- The second argument is the name of the cookie.
local requests, at = {}, 0

function init(arguments)
    if arguments[1] then
        for line in io.lines(arguments[1]) do
            local cookie, path = line:match("^(%S+) ?(%S*)$")
            requests[#requests + 1] = wrk.format("GET", path ~= "" and path or nil,
                { Host = wrk.headers["Host"], Cookie = arguments[2] .. "=" .. cookie })
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
        '\n{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p95": %d, "p99": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(95),
        latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
