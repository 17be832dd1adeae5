// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Registrations;
import org.borough.connect.TenantLimits;
import org.borough.hono.HonoCommand;
import org.borough.hono.HonoHeaders;
import org.borough.hono.HonoResponse;

/** Writes the notices that a device was not reached. They live as long as the device's answers would. */
final class FailureNotices {

    private static final String DEFAULT_TTL = "ttl-command-response";

    private final Registrations registrations;
    private final Clock clock;

    FailureNotices(Registrations registrations, Clock clock) {
        this.registrations = registrations;
        this.clock = clock;
    }

    ProducerRecord<String, byte[]> of(HonoCommand command, int status, String reason) {
        ProducerRecord<String, byte[]> notice =
                HonoResponse.failure(command, status, reason, clock.instant()).write();
        Duration ttl = ttl(command.device());
        if (!ttl.equals(TenantLimits.MaxTtl.FOR_EVER)) {
            HonoHeaders.put(notice.headers(), HonoHeaders.TTL, ttl.toMillis());
        }
        return notice;
    }

    private Duration ttl(DeviceId device) {
        Duration most = registrations.limits(device.tenant()).maxTtl().response();
        return Optional.ofNullable(defaults(device).get(DEFAULT_TTL))
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(digits -> Duration.ofSeconds(Long.parseLong(digits)))
                .filter(wanted -> wanted.compareTo(most) < 0)
                .orElse(most);
    }

    private Map<String, String> defaults(DeviceId device) {
        return registrations.admit(device, "", "") instanceof Admission.Admitted admitted
                ? admitted.registration().defaults()
                : Map.of();
    }
}
