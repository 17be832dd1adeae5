// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VendorTest {

    private static final String MODEL = "acme:l70:1.0.0";

    @Test
    void wholeNumbersBecomeLongs() {
        var reading = Vendor.says(MODEL, "count", 7);

        assertThat(reading.value()).isEqualTo(7L);
        assertThat(reading.property().type()).isEqualTo(Long.class);
        assertThat(reading.property().address()).isEqualTo("vendor/count");
    }

    @Test
    void listsAndMapsKeepTheirShape() {
        var readings = Vendor.says(MODEL, Map.of("words", List.of("a")));

        assertThat(readings).singleElement().satisfies(reading -> {
            assertThat(reading.property().type()).isEqualTo(List.class);
            assertThat(reading.property().model()).isEqualTo(MODEL);
        });
        assertThat(Vendor.says(MODEL, "status", Map.of("on", true)).property().type())
                .isEqualTo(Map.class);
    }
}
