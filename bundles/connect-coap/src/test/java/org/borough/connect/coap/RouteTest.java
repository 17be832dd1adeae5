// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;

class RouteTest {

    @Test
    void longAndShortNamesLeadToTheSame() {
        assertThat(Route.of(List.of("telemetry"))).isEqualTo(Route.of(List.of("t")));
        assertThat(Route.of(List.of("event", "", "d"))).isEqualTo(new Route.Upload(Endpoint.EVENT, "", "d"));
        assertThat(Route.of(List.of("e", "t", "d"))).isEqualTo(new Route.Upload(Endpoint.EVENT, "t", "d"));
        assertThat(Route.of(List.of("command_response", "4"))).isEqualTo(new Route.Response("", "", "4"));
        assertThat(Route.of(List.of("cr", "4"))).isEqualTo(new Route.Response("", "", "4"));
        assertThat(Route.of(List.of("command", "res", "4"))).isEqualTo(new Route.Response("", "", "4"));
        assertThat(Route.of(List.of("c", "s", "4"))).isEqualTo(new Route.Response("", "", "4"));
        assertThat(Route.of(List.of("cr", "t", "d", "4"))).isEqualTo(new Route.Response("t", "d", "4"));
    }

    @Test
    void everythingElseLeadsNowhere() {
        assertThat(List.of(
                        List.<String>of(),
                        List.of(""),
                        List.of("telemetry", "t"),
                        List.of("telemetry", "t", "d", "x"),
                        List.of("t", "t", ""),
                        List.of("command"),
                        List.of("command", "res"),
                        List.of("cr"),
                        List.of("cr", ""),
                        List.of("cr", "t", "d"),
                        List.of("cr", "t", "", "4")))
                .allSatisfy(path -> assertThat(Route.of(path)).isEqualTo(new Route.Unknown()));
    }
}
