// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.util.Arrays;
import java.util.Optional;

/** The names of Hono's topics. */
public final class HonoTopics {

    /** Where the registry tells what became of tenants. */
    public static final String TENANT_NOTIFICATIONS = "hono.notification.registry-tenant";

    /** Where the registry tells what became of devices and credentials. */
    public static final String DEVICE_NOTIFICATIONS = "hono.notification.registry-device";

    private HonoTopics() {}

    /** What a tenant's topic is for. */
    public enum Kind {
        /** Measurements of devices. */
        TELEMETRY("hono.telemetry."),
        /** Events of devices. */
        EVENT("hono.event."),
        /** Commands of applications. */
        COMMAND("hono.command."),
        /** Answers to commands. */
        COMMAND_RESPONSE("hono.command_response.");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What its topics' names begin with; the tenant follows. */
        public String prefix() {
            return prefix;
        }

        /** The topic of a tenant. */
        public String of(String tenant) {
            return prefix + tenant;
        }
    }

    /** A tenant's topic, taken apart. */
    public record TenantTopic(Kind kind, String tenant) {

        /** The topic's name. */
        @Override
        public String toString() {
            return kind.of(tenant);
        }
    }

    /** Takes a topic's name apart; empty when it is not one of a tenant. */
    public static Optional<TenantTopic> parse(String topic) {
        return Arrays.stream(Kind.values())
                .filter(kind -> topic.startsWith(kind.prefix())
                        && topic.length() > kind.prefix().length())
                .map(kind -> new TenantTopic(kind, topic.substring(kind.prefix().length())))
                .findFirst();
    }
}
