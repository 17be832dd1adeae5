// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.borough.connect.DeviceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final DeviceId GATEWAY = new DeviceId("city", "gw");

    @ParameterizedTest
    @CsvSource({
        "command///req/#, gw",
        "c///q/#, gw",
        "c/city/gw/q/#, gw",
        "c//+/q/#, +",
        "command/city/+/req/#, +",
        "c//lamp/q/#, lamp",
    })
    void commandFiltersNameTheirTarget(String text, String target) {
        Filter filter = Filter.parse(text, GATEWAY).orElseThrow();
        assertThat(filter.kind()).isEqualTo(Filter.Kind.COMMANDS);
        assertThat(filter.target(GATEWAY).device()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error///#", "e///#", "e//+/#", "error/city/lamp/#"})
    void errorFiltersHaveFourSegments(String text) {
        assertThat(Filter.parse(text, GATEWAY).orElseThrow().kind()).isEqualTo(Filter.Kind.ERRORS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "c/#",
                "c///q",
                "c///req/x/#",
                "c/other/gw/q/#",
                "c/+/+/q/#",
                "command///res/#",
                "telemetry///#",
                "error/#",
                "error////#",
                "c//#/q/#",
                ""
            })
    void everythingElseIsRefused(String text) {
        assertThat(Filter.parse(text, GATEWAY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c///q/#", "c//+/q/#", "command//gw/req/#"})
    void ownAndAllCommandsTakeEachOthersPlace(String text) {
        assertThat(Filter.parse(text, GATEWAY).orElseThrow().key(GATEWAY)).isEqualTo("gw");
    }

    @Property
    void noFilterIsTooStrange(@ForAll String text) {
        assertThat(Filter.parse(text, GATEWAY)).isNotNull();
    }
}
