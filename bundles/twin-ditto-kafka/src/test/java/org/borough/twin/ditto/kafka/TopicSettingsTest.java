// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {

    @Test
    void the_defaults_are_those_of_the_shipped_file() {
        TopicSettings settings = TopicSettings.of(Topics.config(Map.of()));

        assertThat(settings.topic()).isEqualTo("borough.readings");
        assertThat(settings.answers()).contains("borough.answers");
        assertThat(settings.group()).isEqualTo("borough-twin-ditto");
        assertThat(settings.delivery().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.delivery().bufferBytes()).isEqualTo(32 << 20);
    }

    @Test
    void answers_need_no_topic() {
        assertThat(TopicSettings.of(Topics.config(Map.of("answersTopic", ""))).answers())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "topic, a b, letters",
        "topic, borough.answers, another topic",
        "answersTopic, ä, letters",
        "group, '', letters",
        "deliveryTimeoutSeconds, 1, 2 to 600",
        "deliveryTimeoutSeconds, 601, 2 to 600",
        "bufferMegabytes, 0, 1 to 4096",
        "bufferMegabytes, 5000, 1 to 4096"
    })
    void what_is_wrong_is_named_with_what_is_allowed(String key, String value, String allowed) {
        Object given = value.matches("\\d+") ? Integer.valueOf(value) : (Object) value;

        assertThatThrownBy(() -> TopicSettings.of(Topics.config(Map.of(key, given))))
                .isInstanceOf(BoroughException.class)
                .hasMessageStartingWith("org.borough.twin.ditto.kafka: the key ")
                .hasMessageContaining(allowed);
    }
}
