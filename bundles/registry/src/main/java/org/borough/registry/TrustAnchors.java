// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate authorities that a tenant trusts. They are stored in one form, whether they came as a certificate or
 * as a public key: {@code id}, {@code subject-dn} (RFC 2253), {@code public-key}, {@code algorithm}, {@code not-before}
 * and {@code not-after} are always there.
 */
final class TrustAnchors {

    static final String MEMBER = "trusted-ca";

    private static final String CERT = "cert";
    private static final String SUBJECT = "subject-dn";
    private static final String ENCODED = "subject-dn-bytes";
    private static final String KEY = "public-key";
    private static final String RESPONDER = "ocsp-responder-cert";
    private static final List<String> TEMPLATES = List.of("auth-id-template", "auto-provisioning-device-id-template");
    private static final List<String> BYTES = List.of(ENCODED, KEY, RESPONDER);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}");
    private static final List<String> PLACEHOLDERS =
            List.of("{{subject-dn}}", "{{subject-cn}}", "{{subject-ou}}", "{{subject-o}}");
    private static final Schema ANCHOR = Schema.object(Map.ofEntries(
            Map.entry("id", Schema.TEXT),
            Map.entry(SUBJECT, Schema.TEXT),
            Map.entry(ENCODED, Schema.TEXT),
            Map.entry(KEY, Schema.TEXT),
            Map.entry("algorithm", Schema.TEXT),
            Map.entry("not-before", Schema.INSTANT),
            Map.entry("not-after", Schema.INSTANT),
            Map.entry(CERT, Schema.TEXT),
            Map.entry("auth-id-template", Schema.TEXT),
            Map.entry("auto-provisioning-enabled", Schema.BOOLEAN),
            Map.entry("auto-provision-as-gateway", Schema.BOOLEAN),
            Map.entry("auto-provisioning-device-id-template", Schema.TEXT),
            Map.entry("ocsp-revocation-enabled", Schema.BOOLEAN),
            Map.entry("ocsp-responder-uri", TrustAnchors::uri),
            Map.entry(RESPONDER, Schema.TEXT),
            Map.entry("ocsp-nonce-enabled", Schema.BOOLEAN)));

    private TrustAnchors() {}

    /** Checks a tenant's authorities and brings them into the form in which they are stored. */
    static void accept(ObjectNode tenant) {
        if (!tenant.has(MEMBER)) {
            return;
        }
        Schema.list(ANCHOR).check(MEMBER, tenant.get(MEMBER));
        ArrayNode accepted = Json.MAPPER.createArrayNode();
        Set<String> ids = new HashSet<>();
        for (JsonNode given : tenant.get(MEMBER)) {
            ObjectNode anchor = accepted((ObjectNode) given, MEMBER + "/" + accepted.size());
            if (!ids.add(anchor.get("id").textValue())) {
                throw RefusedException.bad("member [" + MEMBER + "/" + accepted.size()
                        + "/id] is used twice in this tenant: " + anchor.get("id"));
            }
            accepted.add(anchor);
        }
        tenant.set(MEMBER, accepted);
    }

    private static ObjectNode accepted(ObjectNode given, String path) {
        ObjectNode anchor = given.deepCopy();
        if (anchor.has(CERT)) {
            certificate(anchor, path);
        } else {
            publicKey(anchor, path);
        }
        for (String template : TEMPLATES) {
            if (anchor.has(template)) {
                demandPlaceholders(path + "/" + template, anchor.get(template).textValue());
            }
        }
        if (anchor.has(RESPONDER)) {
            byte[] der = Base64Text.decode(
                    path + "/" + RESPONDER, anchor.get(RESPONDER).textValue());
            Keys.certificate(path + "/" + RESPONDER, der);
            anchor.put(RESPONDER, Base64Text.stored(der));
        } else if (anchor.path("ocsp-revocation-enabled").asBoolean()) {
            throw RefusedException.bad("member [" + path + "/ocsp-revocation-enabled] needs [" + CERT + "] or ["
                    + RESPONDER + "] beside it");
        }
        Schema.inOrder(path, anchor);
        for (String flag : List.of("auto-provisioning-enabled", "auto-provision-as-gateway")) {
            anchor.put(flag, anchor.path(flag).asBoolean());
        }
        if (anchor.path("id").asText().isEmpty()) {
            anchor.put("id", UUID.randomUUID().toString());
        }
        return anchor;
    }

    private static void demandPlaceholders(String path, String template) {
        Set<String> used = new TreeSet<>();
        PLACEHOLDER.matcher(template).results().map(MatchResult::group).forEach(used::add);
        if (used.isEmpty() || !PLACEHOLDERS.containsAll(used)) {
            throw RefusedException.bad("member [" + path + "] is '" + template
                    + "'; it must have a placeholder, and none but " + PLACEHOLDERS);
        }
    }

    private static void certificate(ObjectNode anchor, String path) {
        byte[] der = Base64Text.decode(path + "/" + CERT, anchor.remove(CERT).textValue());
        X509Certificate certificate = Keys.certificate(path + "/" + CERT, der);
        X500Principal subject = certificate.getSubjectX500Principal();
        anchor.put(SUBJECT, Keys.name(subject))
                .put(ENCODED, Base64Text.stored(subject.getEncoded()))
                .put(KEY, Base64Text.stored(certificate.getPublicKey().getEncoded()))
                .put("algorithm", certificate.getPublicKey().getAlgorithm())
                .put("not-before", later(anchor, certificate.getNotBefore().toInstant()))
                .put("not-after", sooner(anchor, certificate.getNotAfter().toInstant()));
        if (anchor.path("ocsp-revocation-enabled").asBoolean() && !anchor.has(RESPONDER)) {
            anchor.put(RESPONDER, Base64Text.stored(der));
        }
    }

    /** Hono takes the certificate's times alone. Whoever gives shorter ones beside it wants to be more careful. */
    private static String later(ObjectNode anchor, Instant certified) {
        Instant given = Secret.instant(anchor.path("not-before").asText(certified.toString()));
        return (given.isAfter(certified) ? given : certified).toString();
    }

    private static String sooner(ObjectNode anchor, Instant certified) {
        Instant given = Secret.instant(anchor.path("not-after").asText(certified.toString()));
        return (given.isBefore(certified) ? given : certified).toString();
    }

    private static void publicKey(ObjectNode anchor, String path) {
        for (String member : List.of(SUBJECT, KEY, "not-before", "not-after")) {
            if (!anchor.has(member)) {
                throw RefusedException.bad("member [" + path + "/" + member + "] is missing; give it, or the whole"
                        + " certificate as [" + CERT + "]");
            }
        }
        anchor.put(SUBJECT, subject(path, anchor.get(SUBJECT).textValue()));
        anchor.put("algorithm", anchor.path("algorithm").asText("RSA"));
        byte[] key = Base64Text.decode(path + "/" + KEY, anchor.get(KEY).textValue());
        Keys.check(path + "/" + KEY, anchor.get("algorithm").textValue(), key);
        anchor.put(KEY, Base64Text.stored(key));
        if (anchor.has(ENCODED)) {
            byte[] encoded =
                    Base64Text.decode(path + "/" + ENCODED, anchor.get(ENCODED).textValue());
            demandSame(path, anchor.get(SUBJECT).textValue(), encoded);
            anchor.put(ENCODED, Base64Text.stored(encoded));
        }
        for (String time : List.of("not-before", "not-after")) {
            Instant instant = Secret.instant(anchor.get(time).textValue());
            anchor.put(time, instant.toString());
        }
    }

    private static void demandSame(String path, String subject, byte[] encoded) {
        try {
            if (new X500Principal(subject).equals(new X500Principal(encoded))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like another name.
        }
        throw RefusedException.bad(
                "member [" + path + "/" + ENCODED + "] must be the name [" + subject + "] in DER; it may be left out");
    }

    private static String subject(String path, String text) {
        return Keys.distinguishedName(text)
                .orElseThrow(() -> RefusedException.bad("member [" + path + "/" + SUBJECT
                        + "] must be a distinguished name (RFC 2253) like CN=lamps,O=City"));
    }

    private static void uri(String path, JsonNode value) {
        Schema.TEXT.check(path, value);
        try {
            String scheme = new URI(value.textValue()).getScheme();
            if ("http".equals(scheme) || "https".equals(scheme)) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw RefusedException.bad("member [" + path + "] must be a URI like http://ocsp.city.example");
    }

    /** A tenant with its authorities as Hono's registry shows them. */
    static ObjectNode shown(ObjectNode tenant) {
        if (!tenant.has(MEMBER)) {
            return tenant;
        }
        ObjectNode shown = tenant.deepCopy();
        shown.get(MEMBER).forEach(anchor -> BYTES.stream().filter(anchor::has).forEach(member -> ((ObjectNode) anchor)
                .put(member, Base64Text.shown(anchor.get(member).textValue()))));
        return shown;
    }

    /** The names of the authorities in a form in which the same ones are equal. */
    static Set<String> names(JsonNode tenant) {
        Set<String> names = new TreeSet<>();
        tenant.path(MEMBER)
                .forEach(anchor -> Keys.distinguishedName(anchor.path(SUBJECT).asText())
                        .ifPresent(name -> names.add(new X500Principal(name).getName(X500Principal.CANONICAL))));
        return names;
    }

    /** The template for the auth-ids of those whose certificate this authority signed. */
    static Optional<IdTemplate> authIdTemplate(JsonNode tenant, X500Principal issuer) {
        for (JsonNode anchor : tenant.path(MEMBER)) {
            boolean signed = anchor.path(SUBJECT).asText().equals(Keys.name(issuer));
            if (signed && anchor.has("auth-id-template")) {
                return Optional.of(new IdTemplate(anchor.get("auth-id-template").textValue()));
            }
        }
        return Optional.empty();
    }
}
