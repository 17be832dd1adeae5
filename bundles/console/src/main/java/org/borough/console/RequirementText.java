// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a requirement of a bundle into words. */
final class RequirementText {

    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private RequirementText() {}

    static String of(String namespace, Map<String, String> directives, Map<String, Object> attributes) {
        String filter = directives.getOrDefault("filter", "");
        Matcher name = PACKAGE.matcher(filter);
        if (namespace.equals("osgi.wiring.package") && name.find()) {
            return "the package " + name.group(1) + range(filter);
        }
        if (namespace.equals("osgi.ee")) {
            return "the Java version " + filter;
        }
        if (namespace.equals("org.borough.adapter")) {
            return "a platform that hosts adapters (install the feature borough-core)";
        }
        return "the capability " + namespace + (filter.isEmpty() ? "" : " " + filter)
                + (attributes.isEmpty() ? "" : " " + attributes);
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        String upper = below.find() ? " and below " + below.group(1) : "";
        Matcher from = FROM.matcher(filter);
        return from.find() ? " from version " + from.group(1) + upper : "";
    }
}
