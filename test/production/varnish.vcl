vcl 4.1;

import std;

backend worker {
  .host = "HOST";
  .port = "PORT";
}

# Asked as "edge.example", it is a cache that obeys Cloudflare's own field and counts to the last second of it.
sub vcl_backend_response {
  if (bereq.http.host == "edge.example") {
    set beresp.ttl = std.duration(regsub(beresp.http.cloudflare-cdn-cache-control, ".*max-age=([0-9]+).*", "\1s"), 0s);
    set beresp.grace = std.duration(regsub(beresp.http.cloudflare-cdn-cache-control, ".*stale-while-revalidate=([0-9]+).*", "\1s"), 0s);
  }
}

sub vcl_deliver {
  set resp.http.x-hits = obj.hits;
}
