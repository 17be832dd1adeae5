// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;

/** The checked configuration. */
record Settings(Fetching fetching, Making making, Switches switches, Describing describing, boolean publicModels) {

    static final String PID = "org.borough.wot";

    /** From where models are fetched, and how long they are kept. */
    record Fetching(
            Set<String> hosts,
            Set<String> privateHosts,
            Map<String, String> addresses,
            Optional<Path> trustStore,
            String trustStorePassword,
            Duration timeout,
            int maxBytes,
            Duration fresh,
            Duration negative,
            int maxModels) {}

    /** What models make of new things, and how strict own ones are. */
    record Making(boolean things, boolean features, boolean optional, boolean refuse, boolean strictOwn) {}

    /** What stands in descriptions. */
    record Describing(
            String base,
            JsonObject template,
            JsonObject placeholders,
            boolean uriVariables,
            boolean created,
            boolean modified,
            boolean byPermission) {}

    static Settings of(WotConfig config) {
        return new Settings(
                fetching(config), making(config), switches(config), describing(config), config.publicModels());
    }

    private static Fetching fetching(WotConfig config) {
        Set<String> hosts = lower(config.allowedHosts());
        Set<String> privateHosts = lower(config.privateHosts());
        privateHosts.stream().filter(host -> !hosts.contains(host)).findAny().ifPresent(host -> {
            throw wrong("privateHosts", "names " + host + ", which is not among allowedHosts");
        });
        return new Fetching(
                hosts,
                privateHosts,
                addresses(config.hostAddresses()),
                config.trustStore().isBlank() ? Optional.empty() : Optional.of(Path.of(config.trustStore())),
                config.trustStorePassword(),
                Duration.ofSeconds(within("fetchTimeoutSeconds", config.fetchTimeoutSeconds(), 1, 60)),
                within("maxModelBytes", config.maxModelBytes(), 1024, 10_485_760),
                Duration.ofMinutes(within("cacheMinutes", config.cacheMinutes(), 1, 10_080)),
                Duration.ofSeconds(within("negativeCacheSeconds", config.negativeCacheSeconds(), 1, 3600)),
                within("maxCachedModels", config.maxCachedModels(), 10, 100_000));
    }

    private static Making making(WotConfig config) {
        return new Making(
                config.thingSkeletons(),
                config.featureSkeletons(),
                config.optionalInSkeletons(),
                config.refuseWithoutModel(),
                config.strictOwnModels());
    }

    private static Switches switches(WotConfig config) {
        Set<Check> on = EnumSet.allOf(Check.class);
        for (String name : filled(config.skippedChecks())) {
            on.remove(Check.named(name)
                    .orElseThrow(() -> wrong(
                            "skippedChecks", "names " + name + "; known are " + Arrays.toString(Check.values()))));
        }
        return new Switches(config.validation(), config.validationLogsOnly(), on);
    }

    private static Describing describing(WotConfig config) {
        return new Describing(
                base(config.baseUrl()),
                object("descriptionTemplate", config.descriptionTemplate()),
                object("placeholders", config.placeholders()),
                config.uriVariables(),
                config.describeCreated(),
                config.describeModified(),
                config.describeByPermission());
    }

    private static String base(String url) {
        if (url.isBlank()) {
            return "";
        }
        try {
            URI uri = URI.create(url);
            boolean web = uri.getScheme() != null && uri.getScheme().matches("https?") && uri.getHost() != null;
            if (!web || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw wrong("baseUrl", "is " + url + " but must be like https://city.example");
            }
        } catch (IllegalArgumentException e) {
            throw wrong("baseUrl", "is " + url + " but must be like https://city.example");
        }
        return url.replaceFirst("/+$", "");
    }

    private static Map<String, String> addresses(String[] entries) {
        Map<String, String> addresses = new TreeMap<>();
        for (String entry : filled(entries)) {
            String[] parts = entry.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw wrong("hostAddresses", "has " + entry + " but each must be host=address or host=address:port");
            }
            addresses.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return addresses;
    }

    private static Set<String> lower(String[] entries) {
        return filled(entries).stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Entries may stand in one string between commas, as in a cfg file. */
    private static Set<String> filled(String[] entries) {
        Set<String> filled = new HashSet<>();
        for (String entry : entries) {
            Arrays.stream(entry.split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .forEach(filled::add);
        }
        return filled;
    }

    private static JsonObject object(String key, String text) {
        try {
            return JsonFactory.newObject(text.isBlank() ? "{}" : text);
        } catch (JsonRuntimeException e) {
            throw wrong(key, "is no JSON object: " + e.getMessage());
        }
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "is %d but must be between %d and %d".formatted(value, least, most));
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, String why) {
        return new IllegalArgumentException(PID + ": " + key + " " + why);
    }
}
