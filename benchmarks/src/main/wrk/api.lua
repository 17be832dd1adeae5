-- SPDX-License-Identifier: EPL-2.0
-- Requests of an app for wrk: get, put, patch or search over bench:thing-0 to bench:thing-<things - 1>.
-- Arguments: kind things authorization
local kind, things, headers
local number = 0

function init(args)
  kind, things = args[1], tonumber(args[2])
  headers = { ["Authorization"] = args[3] }
  number = math.random(things)
  if kind == "put" then headers["Content-Type"] = "application/json" end
  if kind == "patch" then headers["Content-Type"] = "application/merge-patch+json" end
end

function request()
  number = (number + 7919) % things
  local thing = "/api/2/things/bench:thing-" .. number
  if kind == "get" then
    return wrk.format("GET", thing, headers)
  elseif kind == "put" then
    return wrk.format("PUT", thing .. "/features/x/properties/y", headers, tostring(math.random(1000000)))
  elseif kind == "patch" then
    return wrk.format("PATCH", thing, headers, '{"attributes":{"idx":' .. number .. '},"features":{"x":{"properties":{"y":' .. math.random(1000000) .. "}}}}")
  else
    return wrk.format("GET", "/api/2/search/things?fields=thingId&filter=eq(attributes/idx," .. number .. ")", headers)
  end
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('{"perSecond":%.0f,"p50Millis":%.2f,"p99Millis":%.2f,"failed":%d,"requests":%d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed,
    summary.requests))
end
