// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** How an id is made of the subject of a certificate, for example {@code lamp-{{subject-cn}}}. */
record IdTemplate(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{subject-(dn|cn|ou|o)}}");

    /** Fills the template in; nothing when the subject lacks a part that the template names. */
    Optional<String> fill(X500Principal subject) {
        String name = subject.getName(X500Principal.RFC2253);
        List<Rdn> parts;
        try {
            parts = new LdapName(name).getRdns();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            Optional<String> value = place.group(1).equals("dn") ? Optional.of(name) : part(parts, place.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(place.appendTail(filled).toString());
    }

    /** The most significant one where a subject has several, as Hono takes it. */
    private static Optional<String> part(List<Rdn> parts, String type) {
        return parts.stream()
                .filter(part -> part.getType().equalsIgnoreCase(type))
                .findFirst()
                .map(Rdn::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> !value.isEmpty());
    }
}
