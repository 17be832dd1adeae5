// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.talq.AssignCommand;
import org.borough.talq.Calendar;
import org.borough.talq.Command;
import org.borough.talq.ControlProgram;
import org.borough.talq.ControlProgram.ActivePeriod;
import org.borough.talq.ControlProgram.FixedTimeControl;
import org.borough.talq.Group;
import org.borough.talq.LoggerConfig;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqJson;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the gateway's thing what the gateway is wanted to have: a logger for values and one for events, and for each
 * group of the city's lighting the group, and a program from dusk to dawn at the full level that counts when no override
 * does. What others put there stays.
 */
final class Fallback implements TwinListener {

    static final String CAPABILITY = "borough:lighting";

    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);
    private static final String FEATURE = "lighting";
    private static final String OURS = "borough-";
    private static final Cause CAUSE = Cause.of("service:talq", "for the time when Borough cannot be reached");

    private final GatewaySettings settings;
    private final Twins twins;
    private final Yard yard;
    private final Map<ThingId, JsonNode> groups = new ConcurrentSkipListMap<>();
    private final AtomicBoolean stale = new AtomicBoolean(true);

    Fallback(GatewaySettings settings, Twins twins, Yard yard) {
        this.settings = settings;
        this.twins = twins;
        this.yard = yard;
    }

    @Override
    public void present(Twin twin) {
        if (twin.providing(CAPABILITY).contains(FEATURE)) {
            groups.put(
                    twin.id(),
                    TalqJson.tree(twin.json().getBytes(StandardCharsets.UTF_8))
                            .path("features")
                            .path(FEATURE)
                            .path("properties"));
            stale.set(true);
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        if (change.feature().equals(FEATURE)) {
            present(twin);
        }
    }

    @Override
    public void gone(ThingId thing) {
        groups.remove(thing);
        stale.set(true);
    }

    /** Devices came or went. */
    void refresh() {
        stale.set(true);
    }

    /** Brings the wishes up to date when something changed; called again and again. */
    void tick() {
        if (!stale.getAndSet(false)) {
            return;
        }
        Optional<Twin> gateway = twins.get(settings.gateway().thing());
        if (gateway.isEmpty()) {
            stale.set(true);
            return;
        }
        List<Setting> settled = new ArrayList<>();
        wanted().forEach((property, ours) -> {
            List<Object> all = others(gateway.get(), property);
            all.addAll(ours);
            if (!TalqJson.node(all).equals(TalqJson.node(desired(gateway.get(), property)))) {
                settled.add(new Setting(TalqAdapter.GATEWAY_FEATURE, property, plain(all)));
            }
        });
        if (!settled.isEmpty()) {
            twins.desire(settings.gateway().thing(), settled, CAUSE).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn(
                            "The plans for the TALQ gateway {} were refused: {}",
                            settings.name(),
                            failure.getMessage());
                }
            });
        }
    }

    private static Object plain(List<Object> entities) {
        return TalqJson.plain(TalqJson.node(entities)).orElse(List.of());
    }

    private static List<?> desired(Twin gateway, String property) {
        return gateway.desired(new Property<>(TalqAdapter.GATEWAY, TalqAdapter.GATEWAY_FEATURE, property, List.class))
                .orElse(List.of());
    }

    /** What others want there. */
    private static List<Object> others(Twin gateway, String property) {
        List<Object> others = new ArrayList<>();
        for (JsonNode entity : TalqJson.node(desired(gateway, property))) {
            boolean ours = entity.path("id").asText().startsWith(OURS)
                    || entity.path("address").asText().startsWith(OURS)
                    || entity.path("entity").path("address").asText().startsWith(OURS);
            if (!ours) {
                others.add(entity);
            }
        }
        return others;
    }

    private Map<String, List<Object>> wanted() {
        Map<String, List<Object>> wanted = new LinkedHashMap<>();
        List.of("groups", "controlPrograms", "calendars", "assignments", "loggerConfigs")
                .forEach(property -> wanted.put(property, new ArrayList<>()));
        wanted.get("loggerConfigs").addAll(List.of(values(), events()));
        if (settings.fallback()) {
            List<Twin> devices = yard.all();
            groups.forEach((id, rules) -> plan(id, rules, devices, wanted));
        }
        return wanted;
    }

    private void plan(ThingId id, JsonNode rules, List<Twin> devices, Map<String, List<Object>> wanted) {
        List<ResourceReference> members = devices.stream()
                .filter(twin -> twin.id().namespace().equals(id.namespace()) && isMember(twin, rules))
                .flatMap(twin -> twin.attribute("talq/address", String.class).stream())
                .map(address -> new ResourceReference("devices", address))
                .toList();
        if (members.isEmpty()) {
            return;
        }
        String name = OURS + id.name();
        String owner = settings.cmsAddress();
        wanted.get("groups").add(new Group(name, owner, members, ""));
        ActivePeriod night = ActivePeriod.astro(
                rules.path("sunsetOffsetMinutes").asInt(),
                rules.path("sunriseOffsetMinutes").asInt());
        Command full = Command.level(rules.path("fullLevel").asDouble(100), "");
        wanted.get("controlPrograms")
                .add(new ControlProgram(
                        ControlProgram.ONE,
                        name,
                        owner,
                        List.of(night),
                        List.of(new FixedTimeControl("12:00:00", full)),
                        List.of(),
                        List.of()));
        wanted.get("calendars").add(new Calendar(name, owner, List.of(), name));
        wanted.get("assignments")
                .add(new AssignCommand(
                        List.of(new ResourceReference("groups", name)),
                        Optional.of(new ResourceReference("calendars", name))));
    }

    private static boolean isMember(Twin twin, JsonNode rules) {
        for (JsonNode member : rules.path("members")) {
            if (member.asText().equals(twin.id().toString())) {
                return true;
            }
        }
        String attribute = rules.path("memberAttribute").asText();
        return !attribute.isEmpty()
                && twin.attribute(attribute, String.class)
                        .filter(rules.path("memberValue").asText()::equals)
                        .isPresent();
    }

    private LoggerConfig values() {
        return logger("values", new LoggerConfig.Recording(LoggerConfig.VENDOR, null, null));
    }

    private LoggerConfig events() {
        LoggerConfig.Events all = new LoggerConfig.Events(Optional.empty(), Optional.of(List.of()));
        return logger("events", new LoggerConfig.Recording(LoggerConfig.EVENT, null, Optional.of(all)));
    }

    private LoggerConfig logger(String name, LoggerConfig.Recording recording) {
        LoggerConfig.Sources all = new LoggerConfig.Sources(Optional.empty(), Optional.of(List.of()));
        LoggerConfig.Reporting at = new LoggerConfig.Reporting(LoggerConfig.IMMEDIATE, Optional.of(0), null);
        return new LoggerConfig(
                OURS + name, settings.cmsAddress(), Optional.of(all), Optional.of(recording), Optional.of(at));
    }
}
