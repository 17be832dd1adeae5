// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Kind;
import org.borough.hono.HonoHeaders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * What is known here of the devices in Hono's registry: that they spoke, and the defaults that came with it. Whether a
 * device exists is for Hono to say; all devices of the tenants that are served may be spoken to.
 */
@Component(
        service = {Registrations.class, SeenDevices.class},
        configurationPid = HonoConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=-100")
public final class SeenDevices implements Registrations {

    private static final int MOST = 200_000;

    /** Headers that belong to one message, not to the device. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            HonoHeaders.DEVICE_ID,
            HonoHeaders.TENANT_ID,
            HonoHeaders.CONTENT_TYPE,
            HonoHeaders.CREATION_TIME,
            HonoHeaders.QOS,
            HonoHeaders.TTL,
            HonoHeaders.TTD,
            HonoHeaders.ORIG_ADAPTER,
            HonoHeaders.ORIG_ADDRESS,
            HonoHeaders.TRACE_PARENT,
            HonoHeaders.CORRELATION_ID,
            HonoHeaders.STATUS,
            "tracestate",
            "x-opt-retain");

    private final Tenants tenants;
    private final int most;
    private final Map<DeviceId, Map<String, String>> seen = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<DeviceId, Instant> banned = new ConcurrentHashMap<>();
    private volatile Set<String> found = Set.of();

    @Activate
    public SeenDevices(HonoConfig config) {
        this(Tenants.of(config.tenants()), MOST);
    }

    SeenDevices(Tenants tenants, int most) {
        this.tenants = tenants;
        this.most = most;
    }

    /** A device spoke. */
    void saw(Message message) {
        DeviceId device = message.device();
        Instant ban = banned.get(device);
        if (ban != null && message.receivedAt().isAfter(ban)) {
            banned.remove(device);
        }
        synchronized (seen) {
            Map<String, String> known = seen.get(device);
            if (known == null || !message.properties().entrySet().containsAll(known.entrySet()) || known.isEmpty()) {
                seen.put(device, defaults(message));
                forgetOldest();
            }
        }
    }

    private static Map<String, String> defaults(Message message) {
        Map<String, String> defaults = new HashMap<>(message.properties());
        defaults.keySet().removeAll(OF_THE_MESSAGE);
        return Map.copyOf(defaults);
    }

    private void forgetOldest() {
        if (seen.size() > most) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** The tenants that have topics now. */
    void found(Set<String> names) {
        found = Set.copyOf(names);
    }

    /** Hono's registry was changed: what was learnt is no longer sure. */
    void changed(RegistryChange change) {
        DeviceId device = change.device();
        boolean whole = change.kind() == Kind.TENANT || change.kind() == Kind.ALL_DEVICES;
        DeviceId key = whole ? new DeviceId(device.tenant(), "") : device;
        synchronized (seen) {
            if (change.kind() == Kind.ALL_DEVICES) {
                seen.keySet().removeIf(one -> one.tenant().equals(device.tenant()));
            } else if (change.kind() == Kind.DEVICE) {
                seen.remove(device);
            }
        }
        if (change.kind() == Kind.TENANT || change.kind() == Kind.DEVICE) {
            if (change.enabled()) {
                banned.remove(key);
            } else if (banned.size() < most) {
                banned.put(key, change.at());
            }
        }
    }

    private boolean serves(String tenant) {
        return tenants.areAll() ? found.contains(tenant) : tenants.contain(tenant);
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        return CompletableFuture.completedStage(
                new Admission.Refused(401, "devices of this tenant connect to Hono, not here"));
    }

    @Override
    public Admission admit(DeviceId device, String gateway, String protocol) {
        if (!serves(device.tenant())) {
            return new Admission.Refused(404, "no tenant of that name is served by Hono's topics");
        }
        if (banned.containsKey(device) || banned.containsKey(new DeviceId(device.tenant(), ""))) {
            return new Admission.Refused(
                    404, "Hono's registry says that the device or its tenant is disabled or deleted");
        }
        return new Admission.Admitted(registration(device, known(device).orElse(Map.of())));
    }

    private Optional<Map<String, String>> known(DeviceId device) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(device));
        }
    }

    private static Registration registration(DeviceId device, Map<String, String> defaults) {
        return new Registration(device, true, defaults, Set.of(), Map.of());
    }

    @Override
    public List<Registration> list(String tenant) {
        List<Registration> all = new ArrayList<>();
        synchronized (seen) {
            seen.forEach((device, defaults) -> {
                if (tenant.isEmpty() || device.tenant().equals(tenant)) {
                    all.add(registration(device, defaults));
                }
            });
        }
        return all;
    }
}
