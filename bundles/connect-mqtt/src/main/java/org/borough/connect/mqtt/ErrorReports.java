// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.borough.connect.DeviceId;

/** Tells a device that subscribed to its errors what was wrong with a message. For the event loop only. */
final class ErrorReports {

    private static final Pattern UNFIT_FOR_TOPIC = Pattern.compile("[/+#\\p{Cntrl}]");
    private static final JsonFactory JSON = new JsonFactory();

    private final Wire wire;
    private final DeviceId connected;
    private final Clock clock;
    private final Map<String, Filter> filters = new HashMap<>();

    ErrorReports(Wire wire, DeviceId connected, Clock clock) {
        this.wire = wire;
        this.connected = connected;
        this.clock = clock;
    }

    void subscribe(Filter filter) {
        filters.put(filter.key(connected), filter);
    }

    boolean unsubscribe(Filter filter) {
        return filters.remove(filter.key(connected), filter);
    }

    /** Whether the device asked to be told. */
    boolean report(Incoming incoming, Failure failure) {
        String device = incoming.topic().device().isEmpty()
                ? connected.id()
                : incoming.topic().device();
        Filter filter = filters.getOrDefault(device, filters.get(connected.id()));
        if (filter == null) {
            return false;
        }
        wire.send(MqttMessageBuilders.publish()
                .topicName(topic(filter, device, incoming, failure))
                .qos(MqttQoS.AT_MOST_ONCE)
                .payload(payload(incoming, failure))
                .build());
        return true;
    }

    private String topic(Filter filter, String device, Incoming incoming, Failure failure) {
        boolean silent = device.equals(connected.id()) && filter.device().isEmpty();
        return String.join(
                "/",
                filter.endpoint(),
                filter.tenant(),
                silent ? "" : device,
                incoming.topic().spoken(),
                segment(incoming.correlationId()),
                Integer.toString(failure.status()));
    }

    private static String segment(String correlationId) {
        return UNFIT_FOR_TOPIC.matcher(correlationId).find()
                ? URLEncoder.encode(correlationId, StandardCharsets.UTF_8).replace("+", "%20")
                : correlationId;
    }

    /** On the heap and outside of the pool: the encoder copies a payload, and does not give it back. */
    private ByteBuf payload(Incoming incoming, Failure failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("code", failure.status());
            json.writeStringField("message", failure.reason());
            json.writeStringField(
                    "timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("correlation-id", incoming.correlationId());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }
}
