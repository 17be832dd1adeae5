// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.TenantLimits;
import org.borough.thing.Endpoint;

/** Puts together what goes with a message: the registration's defaults, the device's own words, where it came in. */
public final class MessageWords {

    /** Names with a meaning of their own, and those by which a device could pass for something else. */
    private static final Set<String> RESERVED = Set.of(
            "content-type",
            "qos-level",
            "hono-ttl",
            "hono-ttd",
            "hono-cmd-status",
            "on-error",
            "correlation-id",
            "authorization",
            Message.ADAPTER,
            Message.ENVELOPE,
            "device_id",
            "tenant_id",
            "gateway_id",
            "orig_adapter",
            "orig_address",
            "creation-time",
            "qos",
            "ttl",
            "ttd",
            "status",
            "x-opt-retain",
            "hono_registration_status");

    private static final String DEFAULT_TYPE = "application/octet-stream";

    private final Registration registration;
    private final TenantLimits.MaxTtl maxTtl;
    private final Map<String, String> words;

    MessageWords(String protocol, Registration registration, TenantLimits.MaxTtl maxTtl) {
        this.registration = registration;
        this.maxTtl = maxTtl;
        this.words = new HashMap<>(registration.defaults());
        words.remove("ttl");
        words.put("orig_adapter", protocol);
    }

    /** Where the message came in. */
    public MessageWords from(String address, int qos) {
        words.put("orig_address", address);
        words.put("qos", Integer.toString(qos));
        return this;
    }

    /** What the device said beside its payload, names in lower case; words with a meaning of their own are left out. */
    public MessageWords said(Map<String, String> more) {
        more.forEach((name, value) -> {
            if (!name.isEmpty() && !RESERVED.contains(name)) {
                words.put(name, value);
            }
        });
        return this;
    }

    /** One word of the endpoint's own. */
    public MessageWords with(String name, String value) {
        words.put(name, value);
        return this;
    }

    /**
     * How long the message is of use: what the device says (events only), else the registration's default, at most what
     * the tenant allows.
     *
     * @param said the seconds that the device gave; what is no number counts as not given
     */
    public MessageWords ttl(Endpoint endpoint, int qos, Optional<String> said) {
        Map<String, String> defaults = registration.defaults();
        Optional<Duration> general = seconds(Optional.ofNullable(defaults.get("ttl")));
        switch (endpoint) {
            case EVENT -> limited(seconds(said).or(() -> general), maxTtl.event());
            case TELEMETRY ->
                limited(
                        seconds(Optional.ofNullable(defaults.get("ttl-telemetry-qos" + qos)))
                                .or(() -> general),
                        qos == 0 ? maxTtl.telemetryQos0() : maxTtl.telemetryQos1());
            case RESPONSE ->
                limited(
                        seconds(Optional.ofNullable(defaults.get("ttl-command-response")))
                                .or(() -> general),
                        maxTtl.response());
        }
        return this;
    }

    private void limited(Optional<Duration> wanted, Duration most) {
        Duration ttl = wanted.filter(duration -> duration.compareTo(most) < 0).orElse(most);
        if (!ttl.equals(TenantLimits.MaxTtl.FOR_EVER)) {
            words.put("ttl", Long.toString(ttl.toMillis()));
        }
    }

    private static Optional<Duration> seconds(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,12}"))
                .map(digits -> Duration.ofSeconds(Long.parseLong(digits)));
    }

    /** The media type: as given, else the registration's default, else that of plain bytes. */
    public String contentType(String given) {
        return given.isEmpty() ? registration.defaults().getOrDefault("content-type", DEFAULT_TYPE) : given;
    }

    /** All of them. */
    public Map<String, String> all() {
        return words;
    }
}
