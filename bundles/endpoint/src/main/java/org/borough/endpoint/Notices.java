// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.thing.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an endpoint itself says to applications about a device, as events in the device's name. */
public final class Notices {

    /** The media type of an event without payload. */
    public static final String EMPTY = "application/vnd.eclipse-hono-empty-notification";

    /** The media type of an event about a connection. */
    public static final String CONNECTION = "application/vnd.eclipse-hono-dc-notification+json";

    /** The media type of an event about a device that was registered by itself or its gateway. */
    public static final String PROVISIONED = "application/vnd.eclipse-hono-device-provisioning-notification";

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** As Hono's registry says it, whichever way the device came: applications expect an address with each message. */
    private static final Map<String, String> PROVISIONED_WORDS = Map.of(
            "qos", "1",
            "orig_adapter", "hono-device-registry",
            "orig_address", "event",
            "hono_registration_status", "NEW");

    /** What is done about connections that open and close. */
    public enum Mode {
        /** Nothing. */
        NONE,
        /** They are logged. */
        LOGGING,
        /** They are events of the device. */
        EVENTS
    }

    private final String protocol;
    private final Uplinks uplinks;
    private final Registrations registrations;
    private final Mode mode;
    private final Clock clock;

    Notices(String protocol, Uplinks uplinks, Registrations registrations, Mode mode, Clock clock) {
        this.protocol = protocol;
        this.uplinks = uplinks;
        this.registrations = registrations;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * A device's connection is open and proven.
     *
     * @param remote the client's name for it, for example the MQTT client id
     * @return completes with false when the event could not be kept: the connection must be refused then (503)
     */
    public CompletionStage<Boolean> connected(DeviceId device, String remote) {
        return connection(device, remote, "connected")
                .thenApply(acknowledgement -> !(acknowledgement instanceof Acknowledgement.Refused));
    }

    /** A device's connection is closed. */
    public void disconnected(DeviceId device, String remote) {
        connection(device, remote, "disconnected");
    }

    private CompletionStage<Acknowledgement> connection(DeviceId device, String remote, String cause) {
        if (mode == Mode.LOGGING) {
            LOG.info("{} {} by {} as [{}]", device, cause, protocol, printable(remote));
        }
        if (mode != Mode.EVENTS) {
            return CompletableFuture.completedStage(new Acknowledgement.Stored());
        }
        String body = json(Map.of("cause", cause, "remote-id", remote, "source", protocol));
        return send(device, CONNECTION, Map.of("qos", "1"), body);
    }

    /**
     * A device can be sent commands from now on, or no longer.
     *
     * @param address the topic or path by which it asked
     * @param ttd seconds, -1 until further notice, 0 no longer
     */
    public CompletionStage<Acknowledgement> reachable(
            Registration registration, String gateway, String address, int ttd) {
        MessageWords words = new MessageWords(protocol, registration, org.borough.connect.TenantLimits.MaxTtl.NONE)
                .from(address, 1)
                .with("ttd", Integer.toString(ttd));
        return accept(registration.device(), gateway, EMPTY, words.all(), "");
    }

    CompletionStage<Acknowledgement> provisioned(Registration registration, String gateway) {
        return accept(registration.device(), gateway, PROVISIONED, PROVISIONED_WORDS, "");
    }

    private CompletionStage<Acknowledgement> send(
            DeviceId device, String contentType, Map<String, String> words, String body) {
        boolean known = registrations.admit(device, "", "") instanceof Admission.Admitted;
        return known
                ? accept(device, "", contentType, words, body)
                : CompletableFuture.completedStage(new Acknowledgement.Stored());
    }

    private CompletionStage<Acknowledgement> accept(
            DeviceId device, String gateway, String contentType, Map<String, String> words, String body) {
        return uplinks.accept(new Message(
                        device,
                        gateway,
                        Endpoint.EVENT,
                        1,
                        contentType,
                        words,
                        body.getBytes(StandardCharsets.UTF_8),
                        clock.instant()))
                .done();
    }

    private static String printable(String remote) {
        return remote.replaceAll("\\p{Cntrl}", "?");
    }

    private static String json(Map<String, String> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
