// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.borough.connect.Admission;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.endpoint.Platform;

/** Delivers commands through one subscription of a device. Callable from any thread. */
final class CommandSink implements DownlinkSink {

    private static final Pattern UNFIT_FOR_TOPIC = Pattern.compile("[+#\\x00]");

    private final Filter filter;
    private final MqttQoS qos;
    private final DeviceId connected;
    private final Platform platform;
    private final Wire wire;
    private final Deliveries deliveries;

    CommandSink(Filter filter, MqttQoS qos, DeviceId connected, Platform platform, Wire wire, Deliveries deliveries) {
        this.filter = filter;
        this.qos = qos;
        this.connected = connected;
        this.platform = platform;
        this.wire = wire;
        this.deliveries = deliveries;
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage message) {
        CompletableFuture<Delivery> result = new CompletableFuture<>();
        String topic = topic(message);
        if (UNFIT_FOR_TOPIC.matcher(topic).find()) {
            result.complete(Deliveries.refused(400, "the command's subject or request id does not fit into a topic"));
        } else if (platform.admit(connected, message.device()) instanceof Admission.Refused refused) {
            result.complete(Deliveries.refused(refused.status(), refused.reason()));
        } else {
            send(topic, message, result);
        }
        return result;
    }

    private void send(String topic, DownlinkMessage message, CompletableFuture<Delivery> result) {
        try {
            wire.executor().execute(() -> deliveries.send(topic, qos, message, result));
        } catch (RejectedExecutionException e) {
            result.complete(Deliveries.refused(503, "the endpoint is stopping"));
        }
    }

    /** The device stands in it when the filter names one or when the command goes through a gateway. */
    private String topic(DownlinkMessage message) {
        boolean own = message.device().equals(connected);
        boolean silent = own && (filter.device().isEmpty() || filter.wildcard());
        return String.join(
                "/",
                filter.endpoint(),
                filter.tenant(),
                silent ? "" : message.device().id(),
                filter.request(),
                message.requestId(),
                message.subject());
    }
}
