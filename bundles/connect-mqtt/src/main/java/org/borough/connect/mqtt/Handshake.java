// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.borough.connect.Credential;

/** What is said in a CONNECT and in the CONNACK to it. */
final class Handshake {

    static final int VERSION_5 = 5;

    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

    private Handshake() {}

    static boolean version5(MqttConnectMessage connect) {
        return connect.variableHeader().version() >= VERSION_5;
    }

    /** Name and password; nothing when one is missing or the name has no tenant. */
    static Optional<Credential> credential(MqttConnectMessage connect) {
        String user = connect.payload().userName();
        byte[] password = connect.payload().passwordInBytes();
        int at = user == null ? -1 : user.indexOf('@');
        if (at <= 0 || at == user.length() - 1 || password == null) {
            return Optional.empty();
        }
        String secret = new String(password, StandardCharsets.UTF_8);
        return Optional.of(new Credential.Password(user.substring(at + 1), user.substring(0, at), secret));
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
        if (version5) {
            return switch (status) {
                case 401, 404 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
                case 403 -> MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
                case 429 -> MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED;
                case 503 -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
                default -> MqttConnectReturnCode.CONNECTION_REFUSED_UNSPECIFIED_ERROR;
            };
        }
        return switch (status) {
            case 401, 404 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
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

    static MqttConnAckMessage accepted(MqttConnectMessage connect, MqttSettings settings, int packetBytes) {
        MqttMessageBuilders.ConnAckBuilder answer =
                MqttMessageBuilders.connAck().returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED);
        if (version5(connect)) {
            answer.properties(said -> {
                said.maximumQos((byte) 1)
                        .sessionExpiryInterval(0)
                        .receiveMaximum(settings.window())
                        .maximumPacketSize(packetBytes)
                        .subscriptionIdentifiersAvailable(false)
                        .sharedSubscriptionAvailable(false);
                if (connect.payload().clientIdentifier().isEmpty()) {
                    said.assignedClientId(UUID.randomUUID().toString());
                }
            });
        }
        return answer.build();
    }

    static Deliveries.ClientLimits limits(MqttConnectMessage connect) {
        int receiveMaximum = number(connect, MqttPropertyType.RECEIVE_MAXIMUM).orElse(DEFAULT_RECEIVE_MAXIMUM);
        // Zero is a protocol error by which nothing could be sent at all; larger numbers come as negative ones.
        int packetBytes = number(connect, MqttPropertyType.MAXIMUM_PACKET_SIZE).orElse(-1);
        return new Deliveries.ClientLimits(receiveMaximum, packetBytes <= 0 ? Long.MAX_VALUE : packetBytes);
    }

    private static Optional<Integer> number(MqttConnectMessage connect, MqttPropertyType type) {
        MqttProperties.MqttProperty<?> property =
                connect.variableHeader().properties().getProperty(type.value());
        return Optional.ofNullable(property).map(p -> p.value() instanceof Integer number ? number : 0);
    }
}
