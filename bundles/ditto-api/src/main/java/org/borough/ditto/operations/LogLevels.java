// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is written into the log, by logger. Changes the logging's own configuration, so it is there to stay. */
final class LogLevels {

    static final List<String> LEVELS = List.of("off", "error", "warn", "info", "debug", "trace", "all");

    private static final String PID = "org.ops4j.pax.logging";
    private static final String ROOT_KEY = "log4j2.rootLogger.level";
    private static final String PREFIX = "log4j2.logger.";
    private static final String NAME = ".name";
    private static final String LEVEL = ".level";
    private static final String ROOT = "ROOT";
    private static final String AUDIT = "org.borough.audit";

    private final Logger audit = LoggerFactory.getLogger(AUDIT);
    private final ConfigurationAdmin configurations;

    LogLevels(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** The level of each logger that has one of its own. */
    Map<String, String> all() throws IOException {
        Dictionary<String, Object> now = properties();
        Map<String, String> levels = new TreeMap<>();
        levels.put(ROOT, text(now, ROOT_KEY, "info"));
        for (String key : Collections.list(now.keys())) {
            if (key.startsWith(PREFIX) && key.endsWith(NAME)) {
                String id = key.substring(0, key.length() - NAME.length());
                levels.put(now.get(key).toString(), text(now, id + LEVEL, "info"));
            }
        }
        return levels;
    }

    void set(String logger, String wanted, String user) throws IOException {
        String level = wanted.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw Fault.invalid("The level '" + wanted + "' is not known.", "Use one of " + LEVELS + ".");
        }
        if (!logger.matches("[A-Za-z0-9_$.-]{1,200}")) {
            throw Fault.invalid("The name of the logger is not one.", "Name a Java package or class, or ROOT.");
        }
        if (logger.equals(AUDIT) || AUDIT.startsWith(logger + ".") && LEVELS.indexOf(level) < LEVELS.indexOf("info")) {
            throw Fault.invalid("The audit cannot be switched off.", "Name a smaller part of the city.");
        }
        Dictionary<String, Object> changed = properties();
        if (logger.equalsIgnoreCase(ROOT)) {
            changed.put(ROOT_KEY, level.toUpperCase(Locale.ROOT));
        } else {
            String id = idOf(changed, logger);
            changed.put(id + NAME, logger);
            changed.put(id + LEVEL, level.toUpperCase(Locale.ROOT));
        }
        configuration().update(changed);
        audit.info("log-level user=\"{}\" logger={} level={}", user, logger, level);
    }

    private static String idOf(Dictionary<String, Object> now, String logger) {
        return Collections.list(now.keys()).stream()
                .filter(key -> key.startsWith(PREFIX) && key.endsWith(NAME))
                .filter(key -> logger.equals(now.get(key)))
                .map(key -> key.substring(0, key.length() - NAME.length()))
                .findFirst()
                .orElse(PREFIX + "devops-" + logger.replace('.', '_').replace('$', '_'));
    }

    private static String text(Dictionary<String, Object> from, String key, String other) {
        Object value = from.get(key);
        return value == null ? other : value.toString().toLowerCase(Locale.ROOT);
    }

    private Dictionary<String, Object> properties() throws IOException {
        Dictionary<String, Object> now = configuration().getProperties();
        return now == null ? new Hashtable<>() : now;
    }

    private Configuration configuration() throws IOException {
        return configurations.getConfiguration(PID, null);
    }
}
