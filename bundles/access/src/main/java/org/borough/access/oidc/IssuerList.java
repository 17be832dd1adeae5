// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borough.thing.BoroughException;

/** Reads from the configuration who is believed. */
final class IssuerList {

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*)\\s*=\\s*(.*)");
    /** Commas between entries, but not those within braces. */
    private static final Pattern COMMA = Pattern.compile(",(?![^{]*}})");

    private static final String OURS = "borough";
    private static final String BY_SUB = "{{ jwt:sub }}";

    private final OidcConfig config;

    IssuerList(OidcConfig config) {
        this.config = config;
    }

    /** The issuers by their URL. */
    Map<String, Issuer> read() {
        List<String[]> named = entries(config.issuers()).map(this::named).toList();
        Set<String> names = named.stream().map(entry -> entry[0]).collect(Collectors.toSet());
        Map<String, Issuer> issuers = new LinkedHashMap<>();
        for (String[] entry : named) {
            Issuer issuer = new Issuer(entry[0], url(entry[1]), templates(names, entry[0]), audiences(names, entry[0]));
            if (issuers.put(issuer.url(), issuer) != null) {
                throw wrong("issuers", entry[1], "each URL may stand there once");
            }
        }
        return Map.copyOf(issuers);
    }

    private static java.util.stream.Stream<String> entries(String[] values) {
        return Arrays.stream(values)
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(entry -> !entry.isEmpty());
    }

    private String[] named(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw wrong("issuers", entry, "name=https://host/path is, the name of letters, digits and ._-");
        }
        if (matcher.group(1).equalsIgnoreCase(OURS)) {
            throw wrong("issuers", entry, "any other name is: borough is the city's own users");
        }
        return new String[] {matcher.group(1), matcher.group(2)};
    }

    private String url(String text) {
        try {
            URI uri = URI.create(text);
            boolean encrypted = "https".equals(uri.getScheme());
            boolean here = "http".equals(uri.getScheme()) && config.plainHttpOnLoopback() && isLoopback(uri);
            if (uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null && (encrypted || here)) {
                return text;
            }
        } catch (IllegalArgumentException notOne) {
            // Said below.
        }
        throw wrong("issuers", text, "https://host/path is, or http://localhost/path with plainHttpOnLoopback = true");
    }

    static boolean isLoopback(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        // Only addresses: the name of a host may lead anywhere tomorrow.
        try {
            return host.matches("[0-9.]+|\\[.*]") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private List<SubjectTemplate> templates(Set<String> names, String name) {
        List<String> texts = valuesOf(names, name, config.subjects());
        List<SubjectTemplate> templates = new ArrayList<>();
        for (String text : texts.isEmpty() ? List.of(BY_SUB) : texts) {
            try {
                templates.add(new SubjectTemplate(text));
            } catch (IllegalArgumentException notOne) {
                throw wrong("subjects", text, "text with {{ jwt:claim }} is: " + notOne.getMessage());
            }
        }
        return List.copyOf(templates);
    }

    private Set<String> audiences(Set<String> names, String name) {
        return new LinkedHashSet<>(valuesOf(names, name, config.audiences()));
    }

    /** The values that are for an issuer: those that name it, and those that name none. */
    private static List<String> valuesOf(Set<String> names, String name, String[] values) {
        List<String> own = new ArrayList<>();
        entries(values).forEach(entry -> {
            Matcher matcher = ENTRY.matcher(entry);
            boolean keptToOne = matcher.matches() && names.contains(matcher.group(1));
            if (!keptToOne) {
                own.add(entry);
            } else if (matcher.group(1).equals(name)) {
                own.add(matcher.group(2));
            }
        });
        return own;
    }

    private static BoroughException wrong(String key, String value, String allowed) {
        return new BoroughException(OidcConfig.PID + ": " + key + " = " + value + " is not allowed; " + allowed);
    }
}
