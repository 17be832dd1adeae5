// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.borough.thing.Command;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;

/** Commands as the router hands them to adapters. */
public final class FakeCommand {

    private static final ThingId THING = ThingId.parse("springfield:device-1");
    private static final Instant DEADLINE = Instant.parse("2026-01-01T01:00:00Z");
    private static final String BY = "borough:admin";

    private FakeCommand() {}

    /** Asks for one desired property. */
    public static <T> Command.Desired desired(Property<T> property, T value) {
        return desired(Setting.of(property, value));
    }

    /** Asks for some desired properties. */
    public static Command.Desired desired(Setting... settings) {
        return new Command.Desired(
                "command-1", THING, DEADLINE, BY, Stream.of(settings).toList());
    }

    /** Asks for desired properties of a list. */
    public static Command.Desired desired(List<Setting> settings) {
        return desired(settings.toArray(Setting[]::new));
    }

    /** Asks the thing as a whole for an act, without arguments. */
    public static Command.Message message(String subject) {
        return message(subject, "");
    }

    /** Asks the thing as a whole for an act, with arguments in JSON. */
    public static Command.Message message(String subject, String json) {
        String contentType = json.isEmpty() ? "" : "application/json";
        return new Command.Message("command-1", THING, DEADLINE, BY, "", subject, contentType, new FakeJson(json));
    }
}
