// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.thing.BoroughException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all network servers have in common: finds out under which id a device is registered, and remembers what the
 * server calls it. Remembers registered devices only, so that nobody can fill the memory with invented ones.
 */
final class NetworkServer {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkServer.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LAST_PORT = 223;

    private final Format format;
    private final Registrations registrations;
    private final Map<DeviceId, Identity> known = new ConcurrentHashMap<>();

    NetworkServer(Format format, Registrations registrations) {
        this.format = format;
        this.registrations = registrations;
    }

    List<Message> open(Message message) {
        Heard heard = format.read(new Node(format.name(), "", parse(message.payload())));
        Registered registered = resolve(heard.device(), message.device());
        if (!heard.trouble().isEmpty()) {
            LOG.warn("{} says of {}: {}", message.device(), registered.device(), heard.trouble());
        }
        return heard.frame()
                .map(frame -> List.of(uplink(message, registered, heard.device(), frame)))
                .orElse(List.of());
    }

    private JsonNode parse(byte[] text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BoroughException(
                    "This is no message of format " + format.name() + ": it is not JSON (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage() + ").",
                    e);
        } catch (IOException e) {
            throw new BoroughException("This is no message of format " + format.name() + ": it is not UTF-8.", e);
        }
        if (node == null || !node.isObject()) {
            throw new BoroughException("This is no message of format " + format.name() + ": it is no JSON object.");
        }
        return node;
    }

    /** A device id, and the registration when there is one that the network server may use. */
    private record Registered(DeviceId device, Optional<Registration> registration) {}

    private Registered resolve(Identity identity, DeviceId server) {
        Optional<Registered> first = Optional.empty();
        for (String candidate : identity.candidates(server.tenant())) {
            DeviceId device = new DeviceId(server.tenant(), candidate);
            Admission admission = registrations.admit(device, server.id(), "");
            if (admission instanceof Admission.Admitted admitted) {
                known.put(device, identity);
                return new Registered(device, Optional.of(admitted.registration()));
            }
            boolean exists = ((Admission.Refused) admission).status() != 404;
            if (exists) {
                // It is this one, and the router will say why the server may not speak for it.
                return new Registered(device, Optional.empty());
            }
            first = first.or(() -> Optional.of(new Registered(device, Optional.empty())));
        }
        return first.orElseThrow();
    }

    private static Message uplink(Message message, Registered registered, Identity identity, Frame frame) {
        Map<String, String> properties = new HashMap<>();
        registered.registration().ifPresent(registration -> properties.putAll(registration.defaults()));
        properties.remove(Message.ENVELOPE);
        message.property("orig_adapter").ifPresent(value -> properties.put("orig_adapter", value));
        message.property("orig_address").ifPresent(value -> properties.put("orig_address", value));
        frame.fPort().ifPresent(port -> properties.put("fport", Integer.toString(port)));
        properties.put("fcnt", Long.toString(frame.fCnt()));
        putUnlessEmpty(properties, "dev_eui", identity.devEui());
        putUnlessEmpty(properties, "network_time", frame.time());
        Reception.best(frame.receptions()).ifPresent(best -> {
            putUnlessEmpty(properties, "lorawan_gateway", best.gateway());
            putUnlessEmpty(properties, "rssi", number(best.rssi()));
            putUnlessEmpty(properties, "snr", number(best.snr()));
        });
        return new Message(
                registered.device(),
                message.device().id(),
                message.endpoint(),
                message.qos(),
                "application/octet-stream",
                properties,
                frame.payload(),
                message.receivedAt());
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void putUnlessEmpty(Map<String, String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
    }

    DownlinkMessage wrap(DownlinkMessage message) {
        Format.Order order = new Format.Order(
                identity(message),
                message.requestId(),
                port(message),
                Boolean.parseBoolean(message.properties().getOrDefault("confirmed", "false")),
                message.payload());
        return new DownlinkMessage(
                message.device(),
                message.gateway(),
                message.requestId(),
                message.subject(),
                "application/json",
                message.properties(),
                format.write(order).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What was learnt from uplinks; before the first one what the registration says; else what the id itself tells. */
    private Identity identity(DownlinkMessage message) {
        Identity learnt = known.get(message.device());
        Identity identity = learnt == null ? registered(message) : learnt;
        if (identity.devEui().isEmpty() && !(format instanceof TheThingsStack)) {
            throw new BoroughException("The EUI of " + message.device() + " is not known, which " + format.name()
                    + " needs for a downlink: wait for its first uplink, or set defaults/dev_eui in its registration.");
        }
        return identity;
    }

    private Identity registered(DownlinkMessage message) {
        Identity plain = Identity.of(message.device().id());
        Admission admission = registrations.admit(message.device(), message.gateway(), "");
        if (!(admission instanceof Admission.Admitted admitted)) {
            return plain;
        }
        Map<String, String> defaults = admitted.registration().defaults();
        return new Identity(
                defaults.getOrDefault("network_device_id", plain.name()),
                defaults.getOrDefault("dev_eui", plain.devEui()).toLowerCase(Locale.ROOT),
                defaults.getOrDefault("network_application", ""));
    }

    private static int port(DownlinkMessage message) {
        String text = message.properties().getOrDefault("fport", "");
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a port out of range.
        }
        throw new BoroughException("The downlink '" + message.subject() + "' for " + message.device()
                + " has the property fport '" + text + "'; its adapter must set it to 1 to " + LAST_PORT + ".");
    }
}
