// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever comes in a body, a path or a query: it is taken, or refused with a reason. */
class FuzzTest {

    private static final List<String> VALID = List.of(
            "{\"enabled\":true,\"alias\":\"town\",\"ext\":{\"a\":[1,2.5,null,{\"b\":\"c\"}]},"
                    + "\"adapters\":[{\"type\":\"hono-mqtt\",\"enabled\":true}],\"minimum-message-size\":1,"
                    + "\"resource-limits\":{\"max-ttl\":5,\"data-volume\":{\"effective-since\":\"2026-01-01T00:00:00Z\","
                    + "\"period\":{\"mode\":\"days\",\"no-of-days\":3}}},\"tracing\":{\"sampling-mode\":\"all\"}}",
            "{\"trust-anchor-group\":\"g\",\"trusted-ca\":[{\"id\":\"a\",\"subject-dn\":\"CN=a,O=b\",\"public-key\":\""
                    + Papers.KEY + "\",\"algorithm\":\"EC\",\"not-before\":\"2026-01-01T00:00:00Z\","
                    + "\"not-after\":\"2027-01-01T00:00:00Z\",\"auth-id-template\":\"{{subject-cn}}\"}]}",
            "{\"trust-anchor-group\":\"g\",\"trusted-ca\":[{\"cert\":\"" + Papers.AUTHORITY + "\"}]}",
            "{\"via\":[\"gw\"],\"viaGroups\":[\"g\"],\"authorities\":[\"x\"],\"defaults\":{\"ttl\":3},"
                    + "\"command-endpoint\":{\"uri\":\"u\",\"headers\":{\"a\":\"b\"}},\"status\":{\"created\":1}}",
            "[{\"type\":\"hashed-password\",\"auth-id\":\"a\",\"ext\":{},\"secrets\":[{\"pwd-plain\":\"x\"},"
                    + "{\"pwd-hash\":\"AAAA\",\"salt\":\"AAAA\",\"hash-function\":\"sha-512\"}]},"
                    + "{\"type\":\"psk\",\"auth-id\":\"a\",\"secrets\":[{\"key\":\"AAAA\"}]}]",
            "[{\"type\":\"rpk\",\"auth-id\":\"a\",\"secrets\":[{\"cert\":\"" + Papers.DEVICE + "\"}]},"
                    + "{\"type\":\"x509-cert\",\"auth-id\":\"CN=a,O=b\",\"secrets\":[{\"comment\":\"c\"}]}]",
            "[{\"type\":\"x509-cert\",\"cert\":\"" + Papers.DEVICE + "\"},"
                    + "{\"type\":\"other\",\"auth-id\":\"b\",\"secrets\":[{\"a\":{\"b\":[]}}]}]");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999999999",
            "-1e-999999999",
            "9".repeat(900),
            "99999999999999999999",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\ude00\"",
            "\"AAAA\"",
            "\"" + "x".repeat(300) + "\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59.999999999-18:00\"",
            "\"CN=\\\\\"",
            "\"CN=a+\"",
            "\"{{subject-cn}}\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":{\"\":[]}}");
    private static final List<String> PATHS =
            List.of("/v1/tenants/t", "/v1/devices/city/d", "/v1/credentials/city/lamp");

    private static City city;

    @BeforeContainer
    static void open() {
        city = new City();
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/lamp", "{}");
        for (int i = 0; i < 40; i++) {
            String value = ODD.get(i % ODD.size());
            city.post("/v1/devices/city/odd" + i, "{\"ext\":{\"v\":" + value + "}}");
        }
    }

    @AfterContainer
    static void close() {
        city.close();
    }

    @Property(tries = 250)
    void aMutatedDocumentIsTakenOrRefusedWithAReason(
            @ForAll("paths") String path, @ForAll("documents") String document, @ForAll long seed) {
        JsonNode body = City.json(document);
        Random random = new Random(seed);
        for (int i = random.nextInt(3); i >= 0; i--) {
            body = mutated(body, random);
        }
        check(city.put(path, body.toString()));
        check(city.post(path, body.toString()));
    }

    @Property(tries = 120)
    void bytesThatWereDamagedAreTakenOrRefusedWithAReason(
            @ForAll("paths") String path,
            @ForAll("documents") String document,
            @ForAll @Size(max = 4) List<Byte> noise,
            @ForAll int seed) {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (byte each : noise) {
            body[random.nextInt(body.length)] = each;
        }
        check(city.request("PUT", path).bytes("application/json", body).send());
    }

    @Property(tries = 100)
    void anyBytesAreTakenOrRefusedWithAReason(@ForAll("paths") String path, @ForAll @Size(max = 60) byte[] body) {
        check(city.request("PUT", path).bytes("application/json", body).send());
    }

    @Property(tries = 80)
    void aDamagedCertificateIsRefusedWithAReason(@ForAll boolean device, @ForAll long seed) {
        byte[] der = Base64Text.decode("cert", device ? Papers.DEVICE : Papers.AUTHORITY);
        Random random = new Random(seed);
        for (int i = random.nextInt(4); i >= 0; i--) {
            der[random.nextInt(der.length)] = (byte) random.nextInt();
        }
        String text = Base64Text.stored(der);
        check(city.put("/v1/credentials/city/lamp", "[{\"type\":\"x509-cert\",\"cert\":\"" + text + "\"}]"));
        check(city.put(
                "/v1/credentials/city/lamp",
                "[{\"type\":\"rpk\",\"auth-id\":\"a\",\"secrets\":[{\"cert\":\"" + text + "\"}]}]"));
        check(city.put("/v1/tenants/t", "{\"trusted-ca\":[{\"cert\":\"" + text + "\"}]}"));
    }

    @Property(tries = 150)
    void aQueryIsAnsweredOrRefusedWithAReason(
            @ForAll("names") String name, @ForAll("queries") String value, @ForAll("queries") String other) {
        Exchange exchange = city.request("GET", "/v1/devices/city").parameter(name, value);
        check(exchange.parameter(other.length() % 2 == 0 ? "sortJson" : "filterJson", other)
                .send());
    }

    @Property(tries = 100)
    void anyPathIsAnsweredOrRefusedWithAReason(
            @ForAll("places") String place, @ForAll String rest, @ForAll("methods") String method) {
        check(city.request(method, place + "/" + rest).json("{}").send());
    }

    @Property(tries = 120)
    void wildcardsMatchWhatTheSameExpressionMatches(@ForAll("wild") String pattern, @ForAll("wild") String text) {
        String regex = pattern.replace("*", ".*").replace("?", ".");
        assertThat(new Wildcards(pattern).matches(text))
                .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }

    static void check(Exchange answered) {
        assertThat(answered.status()).as(answered::text).isBetween(200, 499);
        if (answered.status() >= 400) {
            assertThat(answered.error()).isNotEmpty();
        }
    }

    private static JsonNode mutated(JsonNode document, Random random) {
        JsonNode copy = document.deepCopy();
        List<JsonNode> inner = new ArrayList<>();
        collect(copy, inner);
        JsonNode at = inner.get(random.nextInt(inner.size()));
        JsonNode odd = City.json(ODD.get(random.nextInt(ODD.size())));
        if (at instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(odd);
            } else {
                array.set(random.nextInt(array.size()), odd);
            }
        } else if (at instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(8) == 0 ? "odd" : names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.set(name, odd);
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PATHS);
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of("/v1/tenants", "/v1/devices", "/v1/credentials", "/city/v1/audit", "/city/v1/devices");
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "");
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(VALID);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("filterJson", "sortJson", "pageSize", "pageOffset", "isGateway");
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> fields = Arbitraries.of(
                "/ext/v",
                "/ext",
                "",
                "/",
                "/~0/~1",
                "/~2",
                "x",
                "/via/99999999999",
                "/status/created",
                "/id",
                "/ext/v/");
        Arbitrary<String> values = Arbitraries.of(ODD);
        Arbitrary<String> formed = Combinators.combine(fields, values)
                .as((field, value) -> "{\"field\":\"" + field + "\",\"value\":" + value + "}");
        Arbitrary<String> sorted = fields.map(field -> "{\"field\":\"" + field + "\",\"direction\":\"desc\"}");
        return Arbitraries.oneOf(formed, sorted, Arbitraries.strings(), values);
    }

    @Provide
    Arbitrary<String> wild() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(9);
    }
}
