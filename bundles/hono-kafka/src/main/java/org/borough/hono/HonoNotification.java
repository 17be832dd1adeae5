// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Act;
import org.borough.connect.RegistryChange.Kind;

/** Changes of the registry between {@link RegistryChange} and record. */
public final class HonoNotification {

    private static final String TENANT_CHANGE = "tenant-change-v1";
    private static final String DEVICE_CHANGE = "device-change-v1";
    private static final String CREDENTIALS_CHANGE = "credentials-change-v1";
    private static final String ALL_DELETED = "all-devices-of-tenant-deleted-v1";

    private HonoNotification() {}

    /** The record by which Hono's registry tells it. */
    public static ProducerRecord<String, byte[]> write(RegistryChange change) {
        DeviceId device = change.device();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type(change.kind()));
        json.put("source", "device-registry");
        json.put("creation-time", change.at().truncatedTo(ChronoUnit.SECONDS).toString());
        if (change.kind() == Kind.TENANT || change.kind() == Kind.DEVICE) {
            json.put("change", change.act().name());
            json.put("enabled", change.enabled());
        }
        json.put("tenant-id", device.tenant());
        boolean ofDevice = change.kind() == Kind.DEVICE || change.kind() == Kind.CREDENTIALS;
        if (ofDevice) {
            json.put("device-id", device.id());
        }
        if (change.kind() == Kind.TENANT) {
            json.put("invalidate-cache-on-update", Boolean.FALSE);
        }
        return new ProducerRecord<>(
                change.kind() == Kind.TENANT ? HonoTopics.TENANT_NOTIFICATIONS : HonoTopics.DEVICE_NOTIFICATIONS,
                ofDevice ? device.id() : device.tenant(),
                FlatJson.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case TENANT -> TENANT_CHANGE;
            case DEVICE -> DEVICE_CHANGE;
            case CREDENTIALS -> CREDENTIALS_CHANGE;
            case ALL_DEVICES -> ALL_DELETED;
        };
    }

    /** Reads one; empty when it is of a kind that is not known, or damaged. */
    public static Optional<RegistryChange> read(ConsumerRecord<String, byte[]> from) {
        return FlatJson.read(new String(HonoUplink.payload(from), StandardCharsets.UTF_8))
                .flatMap(json -> read(json, HonoUplink.createdAt(from)));
    }

    private static Optional<RegistryChange> read(Map<String, String> json, Instant written) {
        Optional<Kind> kind = kind(json.getOrDefault("type", ""));
        String tenant = json.getOrDefault("tenant-id", "");
        String device = json.getOrDefault("device-id", "");
        boolean named = !tenant.isEmpty()
                && (kind.filter(found -> found == Kind.DEVICE || found == Kind.CREDENTIALS)
                                .isEmpty()
                        || !device.isEmpty());
        if (kind.isEmpty() || !named) {
            return Optional.empty();
        }
        Act act = kind.get() == Kind.ALL_DEVICES ? Act.DELETE : act(json.getOrDefault("change", ""));
        boolean enabled = act != Act.DELETE && !"false".equals(json.get("enabled"));
        return Optional.of(new RegistryChange(
                kind.get(), act, new DeviceId(tenant, device), enabled, at(json.get("creation-time"), written)));
    }

    private static Optional<Kind> kind(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case TENANT_CHANGE -> Kind.TENANT;
                    case DEVICE_CHANGE -> Kind.DEVICE;
                    case CREDENTIALS_CHANGE -> Kind.CREDENTIALS;
                    case ALL_DELETED -> Kind.ALL_DEVICES;
                    default -> null;
                });
    }

    private static Act act(String change) {
        return switch (change.toUpperCase(Locale.ROOT)) {
            case "CREATE" -> Act.CREATE;
            case "DELETE" -> Act.DELETE;
            default -> Act.UPDATE;
        };
    }

    private static Instant at(String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
