// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.endpoint.Platform;
import org.borough.thing.Subscription;

/** What one device subscribed to. For the event loop only. */
final class Subscriptions {

    private static final String ADDRESS = "command";
    private static final short UNSUBSCRIBED = 0x00;
    private static final short NOT_SUBSCRIBED = 0x11;
    private static final int READY = -1;
    private static final int GONE = 0;

    private final Wire wire;
    private final Platform platform;
    private final DeviceId connected;
    private final ErrorReports errors;
    private final Deliveries deliveries;
    private final Brake brake;
    private final Map<String, Active> active = new HashMap<>();

    private record Active(Filter filter, Subscription subscription) {}

    private record Granted(Filter filter, MqttQoS qos) {}

    Subscriptions(
            Wire wire, Platform platform, DeviceId connected, ErrorReports errors, Deliveries deliveries, Brake brake) {
        this.wire = wire;
        this.platform = platform;
        this.connected = connected;
        this.errors = errors;
        this.deliveries = deliveries;
        this.brake = brake;
    }

    void subscribe(MqttSubscribeMessage message) {
        List<MqttTopicSubscription> wanted = message.payload().topicSubscriptions();
        Map<String, Granted> granted = new LinkedHashMap<>();
        Deque<MqttQoS> codes = new ArrayDeque<>();
        // From the last to the first: of several that take each other's place the last one counts, for all of them.
        for (int i = wanted.size() - 1; i >= 0; i--) {
            codes.addFirst(grant(wanted.get(i), granted));
        }
        MqttMessageBuilders.SubAckBuilder answer =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        codes.forEach(answer::addGrantedQos);
        wire.send(answer.build());
        wire.flush();
        // Only now: commands that wait may come at once, and should not overtake the SUBACK.
        granted.forEach(this::open);
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

    /**
     * The connection is closed.
     *
     * @param expelled whether it was because the device may no longer connect: nothing is said in its name then
     */
    void connectionClosed(boolean expelled) {
        List<Active> all = List.copyOf(active.values());
        active.clear();
        all.forEach(one -> one.subscription().close());
        if (!expelled) {
            all.forEach(one -> announce(one.filter(), GONE));
        }
    }

    private MqttQoS grant(MqttTopicSubscription wanted, Map<String, Granted> granted) {
        Optional<Filter> filter = Filter.parse(wanted.topicFilter(), connected);
        return filter.map(known -> granted.computeIfAbsent(
                        known.kind() + known.key(connected), key -> judge(known, wanted.qualityOfService())))
                .map(Granted::qos)
                .orElse(MqttQoS.FAILURE);
    }

    private Granted judge(Filter filter, MqttQoS qos) {
        MqttQoS most = filter.kind() == Filter.Kind.ERRORS ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        boolean granted = qos.value() <= most.value() && mayServe(filter);
        return new Granted(filter, granted ? qos : MqttQoS.FAILURE);
    }

    private boolean mayServe(Filter filter) {
        return platform.admit(connected, served(filter)) instanceof Admission.Admitted;
    }

    private void open(String position, Granted granted) {
        Filter filter = granted.filter();
        if (granted.qos() == MqttQoS.FAILURE) {
            return;
        }
        if (filter.kind() == Filter.Kind.ERRORS) {
            errors.subscribe(filter);
            return;
        }
        Active former = active.remove(filter.key(connected));
        if (former != null) {
            former.subscription().close();
        }
        CommandSink sink = new CommandSink(filter, granted.qos(), connected, platform, wire, deliveries);
        Subscription subscription = platform.downlinks().open(filter.target(connected), sink);
        active.put(filter.key(connected), new Active(filter, subscription));
        announce(filter, READY);
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

    /** Tells applications, in the device's name, whether commands can reach it. */
    private void announce(Filter filter, int ttd) {
        if (platform.admit(connected, served(filter)) instanceof Admission.Admitted admitted) {
            Registration registration = admitted.registration();
            String gateway = Platform.gateway(connected, registration.device());
            // Who subscribes faster than that can be told must wait like anybody.
            brake.hold(platform.notices().reachable(registration, gateway, ADDRESS, ttd));
        }
    }

    private DeviceId served(Filter filter) {
        boolean itself = filter.wildcard() || filter.ownOf(connected);
        return itself ? connected : new DeviceId(connected.tenant(), filter.device());
    }
}
