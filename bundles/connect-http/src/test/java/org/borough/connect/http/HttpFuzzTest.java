// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.borough.connect.Credential;
import org.borough.connect.Message;
import org.borough.endpoint.testing.FakeCity;

/** Requests that went wrong on their way, through all handlers. */
class HttpFuzzTest {

    private static final String RIGHT = Running.authorization("lamp@" + FakeCity.TENANT + ":secret");
    private static final String WRONG = Running.authorization("lamp@" + FakeCity.TENANT + ":wrong");

    /** Every one is right but for who sends it. */
    private static final List<String> REQUESTS = List.of(
            "POST /telemetry?fport=85&x=%20 HTTP/1.1\r\nHost: x\r\nAuthorization: @\r\nContent-Length: 5\r\n\r\nhello",
            "POST /event?hono-ttl=5&hono-ttd=3 HTTP/1.1\r\nHost: x\r\nAuthorization: @\r\nContent-Length: 2\r\n\r\nhi",
            "PUT /event//lamp HTTP/1.1\r\nAuthorization: @\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "PUT /command/res/springfield/lamp/r1?hono-cmd-status=200 HTTP/1.1\r\nAuthorization: @\r\n"
                    + "Content-Length: 0\r\n\r\n",
            "OPTIONS /event HTTP/1.1\r\nOrigin: http://x\r\nAccess-Control-Request-Method: POST\r\n\r\n",
            "HEAD /event HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: @\r\n\r\n",
            "POST /event HTTP/1.1\r\nAuthorization: @\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n"
                    + "x".repeat(3000),
            "POST /telemetry HTTP/1.1\r\nAuthorization: Bearer a.b.c\r\nqos-level: 1\r\ncontent-type: text/plain\r\n"
                    + "Content-Length: 1\r\n\r\nx");

    /** One thing that happens to a stream of bytes. */
    private record Damage(int kind, int where, int length, byte value) {

        byte[] to(byte... bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = where % bytes.length;
            int count = Math.min(length, bytes.length - at);
            return switch (kind) {
                case 0 -> replaced(bytes, at, 1, new byte[] {value});
                case 1 -> replaced(bytes, at, 0, new byte[] {value});
                case 2 -> replaced(bytes, at, count, new byte[0]);
                case 3 -> replaced(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, at, at + count));
                case 4 -> replaced(bytes, at, bytes.length - at, new byte[0]);
                default -> replaced(bytes, at, 0, "\r\n".getBytes(StandardCharsets.ISO_8859_1));
            };
        }

        private static byte[] replaced(byte[] bytes, int at, int count, byte[] by) {
            byte[] result = new byte[bytes.length - count + by.length];
            System.arraycopy(bytes, 0, result, 0, at);
            System.arraycopy(by, 0, result, at, by.length);
            System.arraycopy(bytes, at + count, result, at + by.length, bytes.length - at - count);
            return result;
        }
    }

    @Property
    void strangersReachNothingAndAreAnsweredOrCutOff(
            @ForAll("streams") byte[] stream, @ForAll("pieces") List<Integer> pieces) throws Exception {
        try (Wire wire = new Wire()) {
            wire.send(with(stream, WRONG), pieces);
            wire.end();
            assertThat(wire.city.messages).isEmpty();
            assertThat(wire.city.responses).isEmpty();
            assertThat(wire.city.ways).isEmpty();
        }
    }

    @Property
    void whatADeviceSendsIsItsOwnAndNotTooLarge(
            @ForAll("streams") byte[] stream, @ForAll("pieces") List<Integer> pieces) throws Exception {
        try (Wire wire = new Wire()) {
            wire.send(with(stream, RIGHT), pieces);
            wire.end();
            assertThat(wire.city.messages).allSatisfy(HttpFuzzTest::isOfTheLamp);
            assertThat(wire.city.ways).isEmpty();
        }
    }

    @Property(tries = 100)
    void whatIsWholeIsAnsweredInItsOrder(
            @ForAll("whole") List<Integer> requests, @ForAll("pieces") List<Integer> pieces) throws Exception {
        StringBuilder text = new StringBuilder();
        requests.forEach(index -> text.append(REQUESTS.get(index)));
        try (Wire wire = new Wire()) {
            wire.send(with(text.toString().getBytes(StandardCharsets.ISO_8859_1), RIGHT), pieces);
            wire.end();
            List<Integer> expected = List.of(202, 202, 202, 202, 204, 405);
            assertThat(wire.statuses())
                    .containsExactlyElementsOf(
                            requests.stream().map(expected::get).toList());
        }
    }

    @Property
    void noHeaderBreaksTheReadingOfCredentials(@ForAll("headers") String header, @ForAll("targets") String target) {
        for (Credential credential : Authorization.of(header, Route.of(target)).credentials()) {
            assertThat(credential).isNotNull();
        }
    }

    @Property
    void everyTargetLeadsSomewhereOrNowhere(@ForAll("targets") String target) {
        Route route = Route.of(target);
        if (route instanceof Route.ToDevice device && device.device().isEmpty()) {
            assertThat(device.tenant()).isEmpty();
        }
    }

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<Damage> damage = Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 4000),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.bytes())
                .as(Damage::new);
        return Combinators.combine(
                        Arbitraries.of(REQUESTS).list().ofMinSize(1).ofMaxSize(4),
                        damage.list().ofMinSize(1).ofMaxSize(5))
                .as((requests, damages) -> {
                    byte[] bytes = String.join("", requests).getBytes(StandardCharsets.ISO_8859_1);
                    for (Damage one : damages) {
                        bytes = one.to(bytes);
                    }
                    return bytes;
                });
    }

    @Provide
    Arbitrary<List<Integer>> whole() {
        return Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(1, 500).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(40);
        return Combinators.combine(Arbitraries.of("", "Basic ", "basic", "Bearer ", "bEARER"), anything)
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of(
                        "/", "telemetry", "event", "command", "res", "%", "%2F", "%zz", "?", "#", "lamp", "&", "=", "")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .filter(target -> target.length() < 200)
                .map(target -> target.startsWith("t") ? target : "/" + target);
    }

    private static byte[] with(byte[] stream, String authorization) {
        return new String(stream, StandardCharsets.ISO_8859_1)
                .replace("@", authorization)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void isOfTheLamp(Message message) {
        assertThat(message.device().id()).isEqualTo("lamp");
        assertThat(message.payload().length).isLessThanOrEqualTo(2048);
        assertThat(message.properties()).containsAllEntriesOf(Map.of("orig_adapter", "hono-http"));
    }
}
