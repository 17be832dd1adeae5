// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.borough.lighting.rules.RulesJson;
import org.borough.rulebook.ServicePolicy;
import org.borough.thing.BoroughException;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group whose rules stand in a file. They are written into the group's thing when the file is new or changed, so that
 * what people change there afterwards stays until the file changes again.
 */
@Component(
        immediate = true,
        service = ConfiguredGroup.class,
        configurationPid = ConfiguredGroup.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GroupConfig.class, factory = true)
public final class ConfiguredGroup {

    static final String PID = "org.borough.lighting.group";

    private static final String THING = "thing";
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredGroup.class);

    private final ThingId thing;

    /** Checks the file and brings its rules into the thing. */
    @Activate
    public ConfiguredGroup(@Reference Twins twins, Map<String, Object> file) {
        String name = name(String.valueOf(file.getOrDefault("felix.fileinstall.filename", PID + "-*.cfg")));
        this.thing = thing(name, String.valueOf(file.getOrDefault(THING, "")));
        ObjectNode given = Settings.json(file);
        given.remove(THING);
        RulesJson.Parsed parsed = RulesJson.read(given);
        Settings.refuse(name, parsed.problems());
        write(twins, RulesJson.write(parsed.rules()), "takes rules from etc/" + name);
    }

    private void write(Twins twins, ObjectNode rules, String reason) {
        String mark = UUID.nameUUIDFromBytes(rules.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        Optional<Twin> present = twins.get(thing);
        boolean there = present.isPresent();
        boolean same = present.flatMap(twin -> twin.attribute("rulesOfFile", String.class))
                .filter(mark::equals)
                .isPresent();
        if (same) {
            return;
        }
        ObjectNode json = Json.object();
        if (!there) {
            json.set("_policy", ServicePolicy.json("lighting", Known.SUBJECT));
        }
        json.putObject("attributes").put("rulesOfFile", mark);
        ObjectNode feature = json.putObject("features").putObject(Known.FEATURE);
        feature.putArray("definition").add(Known.GROUP + ":1.0.0");
        JsonNode before = present.map(one -> Json.read(one.json())
                        .path("features")
                        .path(Known.FEATURE)
                        .path("properties"))
                .orElseGet(Json::object);
        feature.set("properties", Json.replacing(before, rules));
        String text = (there ? json : Json.withoutNulls(json)).toString();
        twins.merge(thing, text, Cause.of(Known.SUBJECT, reason)).whenComplete((done, refusal) -> {
            if (refusal != null) {
                LOG.error("the rules of {} could not be written: {}", thing, Pages.words(refusal));
            }
        });
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ThingId thing(String name, String text) {
        try {
            return ThingId.parse(text);
        } catch (InvalidThingIdException e) {
            throw new BoroughException("etc/" + name + ": thing: " + e.getMessage(), e);
        }
    }
}
