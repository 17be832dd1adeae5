// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A city's files, as the configuration admin shows them. */
@SuppressWarnings("unchecked")
final class ConfigurationFiles {

    private final Map<String, Dictionary<String, Object>> files = Map.of(
            "org.ops4j.pax.logging",
            new Hashtable<>(Map.of(
                    "log4j2.rootLogger.level", "INFO",
                    "log4j2.logger.jetty.name", "org.eclipse.jetty",
                    "log4j2.logger.jetty.level", "WARN")),
            "org.borough.twin",
            new Hashtable<>(
                    Map.of("maxThings", 7, "password", "geheim", "passwordFile", "/x", "list", new String[] {"a"})));

    private interface Answers {
        Object to(String method, Object... arguments);
    }

    ConfigurationAdmin admin() {
        return proxy(
                ConfigurationAdmin.class,
                (method, arguments) -> method.equals("getConfiguration")
                        ? configuration((String) arguments[0])
                        : new Configuration[] {configuration("org.borough.twin")});
    }

    private Configuration configuration(String pid) {
        return proxy(Configuration.class, (method, arguments) -> switch (method) {
            case "getPid" -> pid;
            case "getProperties" -> new Hashtable<>((Hashtable<String, Object>) files.get(pid));
            case "update" -> {
                ((Hashtable<String, Object>) files.get(pid)).putAll((Hashtable<String, Object>) arguments[0]);
                yield null;
            }
            default -> throw new AssertionError(method);
        });
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
