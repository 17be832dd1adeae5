// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose end a proxy before the endpoint might see elsewhere could carry another one past it. */
class SmugglingTest {

    private static final String SMUGGLED = "POST /event?smuggled=1 HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + Running.authorization("lamp@" + FakeCity.TENANT + ":secret") + "\r\nContent-Length: 1\r\n\r\nx";

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
        assertThat(endpoint.connections.defects()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1|Content-Length: 200",
                "Content-Length: 1|Content-Length: 1",
                "Content-Length: 1, 1",
                "Content-Length: +1",
                "Content-Length: -1",
                "Content-Length: 0x1",
                "Content-Length: 1|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 1",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity|Content-Length: 1",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:",
                "Content-Length : 1",
            })
    void aRequestWithTwoPossibleEndsIsRefusedAndCutOff(String headers) throws Exception {
        for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
            try (RawClient attacker = new RawClient(endpoint.port())) {
                attacker.text(head(version, headers) + "0\r\n\r\n" + SMUGGLED);
                assertThat(attacker.statuses(1)).containsExactly(400);
                assertThat(attacker.isCutOff()).isTrue();
            }
        }
        assertThat(city.messages).isEmpty();
    }

    @Test
    void anOldRequestHasNoChunks() throws Exception {
        try (RawClient attacker = new RawClient(endpoint.port())) {
            attacker.text(
                    head("HTTP/1.0", "Transfer-Encoding: chunked|Connection: keep-alive") + "0\r\n\r\n" + SMUGGLED);
            assertThat(attacker.statuses(1)).containsExactly(400);
            assertThat(attacker.isCutOff()).isTrue();
        }
        assertThat(city.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nx\r\n0\r\n\r\n", "-1\r\nx\r\n0\r\n\r\n", "ffffffffff\r\nx", "1\r\nxyz\r\n0\r\n\r\n"})
    void chunksWithoutALengthAreRefused(String body) throws Exception {
        try (RawClient attacker = new RawClient(endpoint.port())) {
            attacker.text(head("HTTP/1.1", "Transfer-Encoding: chunked") + body + SMUGGLED);
            assertThat(attacker.statuses(1).get(0)).isIn(400, 413);
            assertThat(attacker.isCutOff()).isTrue();
        }
        assertThat(city.messages).isEmpty();
    }

    @Test
    void whatCameBeforeIsStillAnsweredFirst() throws Exception {
        try (RawClient attacker = new RawClient(endpoint.port())) {
            attacker.request("POST /event", "lamp", "x");
            attacker.text(head("HTTP/1.1", "Content-Length: 1|Content-Length: 2") + "xx" + SMUGGLED);
            assertThat(attacker.statuses(2)).containsExactly(202, 400);
            assertThat(attacker.isCutOff()).isTrue();
        }
        assertThat(city.messages).hasSize(1);
    }

    @Test
    void chunksAloneAreTaken() throws Exception {
        try (RawClient lamp = new RawClient(endpoint.port())) {
            lamp.text(head("HTTP/1.1", "transfer-encoding: Chunked") + "1\r\nx\r\n0\r\n\r\n");
            assertThat(lamp.statuses(1)).containsExactly(202);
        }
    }

    private static String head(String version, String headers) {
        return "POST /event " + version + "\r\nHost: x\r\nAuthorization: "
                + Running.authorization("lamp@" + FakeCity.TENANT + ":secret") + "\r\n" + headers.replace("|", "\r\n")
                + "\r\n\r\n";
    }
}
