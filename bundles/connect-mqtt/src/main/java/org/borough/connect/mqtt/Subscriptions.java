// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.Endpoint;
import org.borough.thing.Subscription;

/** What one device subscribed to. For the event loop only. */
final class Subscriptions {

    private static final int REFUSED = 0x80;
    private static final short UNSUBSCRIBED = 0x00;
    private static final short NOT_SUBSCRIBED = 0x11;
    private static final int READY = -1;
    private static final int GONE = 0;

    private final Wire wire;
    private final Platform platform;
    private final DeviceId connected;
    private final ErrorReports errors;
    private final Deliveries deliveries;
    private final Map<String, Active> active = new HashMap<>();

    private record Active(Filter filter, Subscription subscription) {}

    private record Granted(Filter filter, MqttQoS qos) {}

    Subscriptions(Wire wire, Platform platform, DeviceId connected, ErrorReports errors, Deliveries deliveries) {
        this.wire = wire;
        this.platform = platform;
        this.connected = connected;
        this.errors = errors;
        this.deliveries = deliveries;
    }

    void subscribe(MqttSubscribeMessage message) {
        Map<String, Granted> commands = new LinkedHashMap<>();
        List<Integer> codes = new ArrayList<>();
        for (MqttTopicSubscription wanted : message.payload().topicSubscriptions()) {
            codes.add(grant(wanted, commands));
        }
        MqttMessageBuilders.SubAckBuilder answer =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        codes.forEach(code -> answer.addGrantedQos(code == REFUSED ? MqttQoS.FAILURE : MqttQoS.valueOf(code)));
        wire.send(answer.build());
        wire.flush();
        // Only now: commands that wait may come at once, and should not overtake the SUBACK.
        commands.forEach(this::open);
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        MqttMessageBuilders.UnsubAckBuilder answer =
                MqttMessageBuilders.unsubAck().packetId(message.variableHeader().messageId());
        for (String text : message.payload().topics()) {
            boolean was = Filter.parse(text, connected).filter(this::end).isPresent();
            if (wire.version5()) {
                answer.addReasonCode(was ? UNSUBSCRIBED : NOT_SUBSCRIBED);
            }
        }
        wire.send(answer.build());
        wire.flush();
    }

    void connectionClosed() {
        List<Active> all = List.copyOf(active.values());
        active.clear();
        all.forEach(one -> one.subscription().close());
        all.forEach(one -> announce(one.filter(), GONE));
    }

    /** The QoS, or that it is refused. Of several that take each other's place the last one remains. */
    private int grant(MqttTopicSubscription wanted, Map<String, Granted> commands) {
        Optional<Filter> filter = Filter.parse(wanted.topicFilter(), connected);
        if (filter.isEmpty()) {
            return REFUSED;
        }
        MqttQoS qos = wanted.qualityOfService();
        return filter.get().kind() == Filter.Kind.ERRORS
                ? grantErrors(filter.get(), qos)
                : grantCommands(filter.get(), qos, commands);
    }

    private int grantErrors(Filter filter, MqttQoS qos) {
        if (qos != MqttQoS.AT_MOST_ONCE || !mayServe(filter)) {
            return REFUSED;
        }
        errors.subscribe(filter);
        return qos.value();
    }

    private int grantCommands(Filter filter, MqttQoS qos, Map<String, Granted> commands) {
        if (qos.value() > 1 || !mayServe(filter)) {
            return REFUSED;
        }
        commands.put(filter.key(connected), new Granted(filter, qos));
        return qos.value();
    }

    private boolean mayServe(Filter filter) {
        return platform.admit(connected, served(filter)) instanceof Admission.Admitted;
    }

    private void open(String key, Granted granted) {
        Active former = active.remove(key);
        if (former != null) {
            former.subscription().close();
        }
        CommandSink sink = new CommandSink(granted.filter(), granted.qos(), connected, platform, wire, deliveries);
        Subscription subscription = platform.downlinks().open(granted.filter().target(connected), sink);
        active.put(key, new Active(granted.filter(), subscription));
        announce(granted.filter(), READY);
    }

    private boolean end(Filter filter) {
        if (filter.kind() == Filter.Kind.ERRORS) {
            return errors.unsubscribe(filter);
        }
        Active found = active.get(filter.key(connected));
        if (found == null || !found.filter().equals(filter)) {
            return false;
        }
        active.remove(filter.key(connected));
        found.subscription().close();
        announce(filter, GONE);
        return true;
    }

    /** Tells applications, in the device's name, whether commands can reach it: Hono's empty notification. */
    private void announce(Filter filter, int ttd) {
        if (platform.admit(connected, served(filter)) instanceof Admission.Admitted admitted) {
            Registration registration = admitted.registration();
            DeviceId device = registration.device();
            platform.uplinks()
                    .accept(new Message(
                            device,
                            Platform.gateway(connected, device),
                            Endpoint.EVENT,
                            1,
                            Intakes.EMPTY_NOTIFICATION,
                            MessageProperties.notification(registration, "command", ttd),
                            new byte[0],
                            platform.clock().instant()));
        }
    }

    private DeviceId served(Filter filter) {
        boolean itself = filter.wildcard() || filter.ownOf(connected);
        return itself ? connected : new DeviceId(connected.tenant(), filter.device());
    }
}
