# Varnish 6.0 or newer with xkey (varnish-modules), in front of one or several servers. It
# keeps an answer as long as that says itself, and lets go of exactly what has changed when a
# server tells it to:
#
#     POLISKONTOR_PURGE_URL=http://varnish:6081/
#
# TLS is ended before it, by hitch or nginx.

vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8080";
    .first_byte_timeout = 150s; # a plan is made while its request waits
    .probe = {
        .url = "/healthz";
        .interval = 2s;
        .timeout = 1s;
        .window = 5;
        .threshold = 3;
        .initial = 3;
    }
}

# Who may say that something has changed: the servers.
acl servers {
    "127.0.0.1";
    "::1";
    # "10.0.0.0"/8;
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ servers) {
            return (synth(403, "Not a server"));
        }
        if (!req.http.Surrogate-Key) {
            return (synth(400, "No keys"));
        }
        # Soft: the old answer serves those who come while the new one is fetched.
        set req.http.X-Purged = xkey.softpurge(req.http.Surrogate-Key);
        return (synth(200, "Purged " + req.http.X-Purged));
    }
    # Only the servers' own keys count.
    unset req.http.Surrogate-Key;
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The app, sign-in and the API but for its public part are for one person.
    if (req.url ~ "^/(planera|logga-in|logga-ut|healthz|readyz)" || (req.url ~ "^/api/" && req.url !~ "^/api/(v1/public/|openapi\.json|docs)")) {
        if (req.url ~ "^/api/v1/events") {
            return (pipe);
        }
        return (pass);
    }
    if (req.url ~ "^(/en)?/kalender/privat/") {
        return (pass);
    }
    # No public page sets or reads a cookie.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # An old answer is for when no server is well, and for two seconds while a new one comes.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 2s;
    }
    return (hash);
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Key) {
        set beresp.http.xkey = beresp.http.Surrogate-Key;
    }
    if (beresp.http.Cache-Control ~ "(?i)no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    # Without any server the last answers go on for a week.
    if (beresp.status == 200) {
        set beresp.grace = 7d;
    }
    # A fault is not kept in the place of what was good.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.xkey;
}
