// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PropertyBagTest {

    @Test
    void aTopicWithoutABagIsTheTopic() {
        assertThat(PropertyBag.split("telemetry")).isEqualTo(new PropertyBag("telemetry", Map.of()));
    }

    @Test
    void theLastBagCounts() {
        PropertyBag bag = PropertyBag.split("t///a/?b=1/?Content-Type=text%2Fplain&fport=85");
        assertThat(bag.topic()).isEqualTo("t///a/?b=1");
        assertThat(bag.values()).containsOnly(Map.entry("content-type", "text/plain"), Map.entry("fport", "85"));
    }

    @Test
    void ofSeveralValuesTheFirstCountsAndAStrayPercentStandsForItself() {
        PropertyBag bag = PropertyBag.split("t/?a=1&A=2&b=50%&flag&=x&&");
        assertThat(bag.values()).containsOnly(Map.entry("a", "1"), Map.entry("b", "50%"), Map.entry("flag", ""));
    }

    @Property
    void whatWasWrittenIsRead(
            @ForAll @Size(max = 5) Map<@AlphaChars @StringLength(min = 1, max = 8) String, String> values) {
        Map<String, String> lower = values.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> a));
        String query = lower.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Map<String, String> read = PropertyBag.split("event/?" + query).values();
        assertThat(read.keySet()).isEqualTo(lower.keySet());
        lower.forEach((name, value) -> assertThat(read.get(name)).isEqualTo(wellFormed(value)));
    }

    @Property
    void noTopicIsTooStrange(@ForAll @NotEmpty String topic) {
        PropertyBag bag = PropertyBag.split(topic);
        assertThat(topic).startsWith(bag.topic());
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
