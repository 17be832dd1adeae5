// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.borough.connect.Credential;

/** What is said in a CONNECT and in the CONNACK to it. */
final class Handshake {

    static final int VERSION_5 = 5;

    private Handshake() {}

    static boolean version5(MqttConnectMessage connect) {
        return connect.variableHeader().version() >= VERSION_5;
    }

    /** What the device brings to prove who it is, in the order in which it is looked at. */
    static List<Credential> credentials(MqttConnectMessage connect, Optional<Credential> certificate) {
        List<Credential> found = new ArrayList<>(3);
        certificate.ifPresent(found::add);
        byte[] bytes = connect.payload().passwordInBytes();
        if (bytes != null) {
            String password = new String(bytes, StandardCharsets.UTF_8);
            JsonWebToken.in(password, connect.payload().clientIdentifier()).ifPresent(found::add);
            named(connect.payload().userName(), password).ifPresent(found::add);
        }
        return found;
    }

    /** Name and password; nothing when the name has no tenant. */
    private static Optional<Credential> named(String user, String password) {
        int at = user == null ? -1 : user.indexOf('@');
        return at <= 0 || at == user.length() - 1
                ? Optional.empty()
                : Optional.of(new Credential.Password(user.substring(at + 1), user.substring(0, at), password));
    }

    /** What speaks against the CONNECT itself. */
    static Optional<MqttConnectReturnCode> objection(MqttConnectMessage connect) {
        boolean version5 = version5(connect);
        if (version5 && number(connect, MqttPropertyType.AUTHENTICATION_METHOD).isPresent()) {
            return Optional.of(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD);
        }
        boolean nameless = connect.payload().clientIdentifier().isEmpty();
        if (nameless && !version5 && !connect.variableHeader().isCleanSession()) {
            return Optional.of(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        }
        return Optional.empty();
    }

    static MqttConnectReturnCode refusal(boolean version5, int status) {
        // Credentials were right where the device is not there (404): Hono does not call that a bad password.
        if (version5) {
            return switch (status) {
                case 401 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
                case 403, 404 -> MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
                case 429 -> MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED;
                case 503 -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
                default -> MqttConnectReturnCode.CONNECTION_REFUSED_UNSPECIFIED_ERROR;
            };
        }
        return switch (status) {
            case 401 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
            case 503 -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
            default -> MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
        };
    }

    static MqttConnectReturnCode full(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_USE_ANOTHER_SERVER
                : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
    }

    static MqttConnectReturnCode unknownVersion(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION
                : MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
    }

    static MqttConnAckMessage refused(MqttConnectReturnCode code) {
        return MqttMessageBuilders.connAck().returnCode(code).build();
    }

    static MqttConnAckMessage accepted(MqttConnectMessage connect, String clientId, int window, int packetBytes) {
        MqttMessageBuilders.ConnAckBuilder answer =
                MqttMessageBuilders.connAck().returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED);
        if (version5(connect)) {
            answer.properties(said -> {
                said.maximumQos((byte) 1)
                        .sessionExpiryInterval(0)
                        .receiveMaximum(window)
                        .maximumPacketSize(packetBytes)
                        .subscriptionIdentifiersAvailable(false)
                        .sharedSubscriptionAvailable(false);
                if (connect.payload().clientIdentifier().isEmpty()) {
                    said.assignedClientId(clientId);
                }
            });
        }
        return answer.build();
    }

    /** The client's own name for the connection, or one that it is given. */
    static String clientId(MqttConnectMessage connect) {
        String own = connect.payload().clientIdentifier();
        return own.isEmpty() ? UUID.randomUUID().toString() : own;
    }

    static Deliveries.ClientLimits limits(MqttConnectMessage connect, int window) {
        int receiveMaximum = number(connect, MqttPropertyType.RECEIVE_MAXIMUM).orElse(window);
        // Zero is a protocol error by which nothing could be sent at all; larger numbers come as negative ones.
        int packetBytes = number(connect, MqttPropertyType.MAXIMUM_PACKET_SIZE).orElse(-1);
        return new Deliveries.ClientLimits(
                Math.min(receiveMaximum, window), packetBytes <= 0 ? Long.MAX_VALUE : packetBytes);
    }

    private static Optional<Integer> number(MqttConnectMessage connect, MqttPropertyType type) {
        MqttProperties.MqttProperty<?> property =
                connect.variableHeader().properties().getProperty(type.value());
        return Optional.ofNullable(property).map(p -> p.value() instanceof Integer number ? number : 0);
    }
}
