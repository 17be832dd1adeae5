// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.borough.connect.mqtt.PublishTopic.Malformed;
import org.borough.connect.mqtt.PublishTopic.Response;
import org.borough.connect.mqtt.PublishTopic.Uplink;
import org.borough.thing.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTopicTest {

    @ParameterizedTest
    @CsvSource({
        "t, TELEMETRY, '', ''",
        "telemetry, TELEMETRY, '', ''",
        "e, EVENT, '', ''",
        "event/, EVENT, '', ''",
        "t///further/segments, TELEMETRY, '', ''",
        "t//sensor, TELEMETRY, '', sensor",
        "event/city/sensor/more, EVENT, city, sensor",
    })
    void uplinksNameTheirDeviceOrNone(String topic, Endpoint endpoint, String tenant, String device) {
        assertThat(PublishTopic.parse(topic)).isEqualTo(new Uplink(endpoint, tenant, device, topic.split("/")[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "command///res/r1/200, '', '', r1, 200, command-response",
        "c///s/r1/404, '', '', r1, 404, c-s",
        "c//sensor/s/r1/599, '', sensor, r1, 599, c-s",
        "command/city/sensor/res/r1/299/, city, sensor, r1, 299, command-response",
    })
    void responsesCarryRequestAndStatus(
            String topic, String tenant, String device, String request, int status, String spoken) {
        assertThat(PublishTopic.parse(topic)).isEqualTo(new Response(tenant, device, spoken, request, status));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "/t, 400",
        "t/city, 400",
        "t/city//x, 400",
        "foo, 404",
        "Telemetry, 404",
        "c, 400",
        "c///s/r1, 400",
        "c///s//200, 400",
        "c///s/r1/302, 400",
        "c///s/r1/199, 400",
        "c///s/r1/600, 400",
        "c///s/r1/abc, 400",
        "c///x/r1/200, 400",
        "command/city//res/r1/200, 400"
    })
    void everythingElseIsRefusedWithItsStatus(String topic, int status) {
        assertThat(PublishTopic.parse(topic)).isInstanceOfSatisfying(Malformed.class, bad -> assertThat(
                        bad.failure().status())
                .isEqualTo(status));
    }

    @Property
    void noTopicIsTooStrange(@ForAll @Chars({'/', 't', 'c', 's', '+'}) @CharRange(from = '0', to = '9') String topic) {
        assertThat(PublishTopic.parse(topic).spoken()).isNotEmpty();
    }
}
