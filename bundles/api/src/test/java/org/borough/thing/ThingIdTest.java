// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThingIdTest {

    @Test
    void theFirstColonSeparates() {
        assertThat(ThingId.parse("town.north:lamp:7")).isEqualTo(new ThingId("town.north", "lamp:7"));
    }

    @Test
    void aDeviceIdWithoutColonBelongsToItsTenant() {
        assertThat(ThingId.ofDevice("town", "lamp-7")).hasToString("town:lamp-7");
        assertThat(ThingId.ofDevice("town", "north:lamp-7")).hasToString("north:lamp-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lamp", "1town:lamp", "town:", "town:a/b", "to wn:lamp", "town:a\u0007"})
    void whatBreaksARuleIsNamed(String text) {
        assertThatThrownBy(() -> ThingId.parse(text))
                .isInstanceOf(InvalidThingIdException.class)
                .hasMessageContaining(text);
    }

    @Test
    void moreThan256CharactersAreTooMany() {
        assertThatThrownBy(() -> ThingId.parse("t:" + "x".repeat(255))).hasMessageContaining("256");
        assertThat(ThingId.parse("t:" + "x".repeat(254)).toString()).hasSize(256);
    }
}
