// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.borough.demo.CityPlan.Device;
import org.borough.demo.CityPlan.Recorded;
import org.borough.demo.CityPlan.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices of the demo city, from provisioning to speaking. */
final class Population {

    private static final Logger LOG = LoggerFactory.getLogger(Population.class);
    private static final String TTS = "network-server-tts";
    private static final String CHIRPSTACK = "network-server-chirpstack";

    private final CityPlan plan;
    private final Addresses addresses;
    private final HttpClient http;
    private final Passwords passwords;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final NetworkServers envelopes = new NetworkServers();

    Population(
            CityPlan plan,
            Addresses addresses,
            HttpClient http,
            Passwords passwords,
            Clock clock,
            ScheduledExecutorService scheduler) {
        this.plan = plan;
        this.addresses = addresses;
        this.http = http;
        this.passwords = passwords;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Registers everything through the city's API. Doing it again changes nothing. */
    void provision(CityApi api, List<String> lightingGroups) throws IOException {
        gateway(api, TTS, "lorawan-network-server-tts");
        gateway(api, CHIRPSTACK, "lorawan-network-server-chirpstack");
        for (Device device : plan.devices()) {
            String authId = device.connectsItself() ? device.id() : "";
            api.provision(
                    plan.tenant(),
                    device.deviceId(),
                    device.template(),
                    authId,
                    authId.isEmpty() ? "" : passwords.of(device.id()),
                    device.attributes(),
                    gatewayOf(device));
        }
        for (String group : lightingGroups) {
            JsonNode thing = new ObjectMapper().readTree(group);
            api.createThing(thing.path("thingId").asText(), group);
        }
    }

    private void gateway(CityApi api, String id, String template) throws IOException {
        api.provision(plan.tenant(), id, template, id, passwords.of(id), null, "");
    }

    private static String gatewayOf(Device device) {
        return switch (device.by()) {
            case TTS -> TTS;
            case CHIRPSTACK -> CHIRPSTACK;
            case LAMP, MQTT, HTTP -> "";
        };
    }

    /** Lets every device speak at its own pace, one a little after the other. */
    void start(List<AutoCloseable> links) {
        int delayMillis = 0;
        for (Device device : plan.devices()) {
            Speech speech = speech(device, links);
            scheduler.scheduleWithFixedDelay(
                    () -> speak(device, speech), delayMillis, device.everySeconds() * 1000L, TimeUnit.MILLISECONDS);
            delayMillis += 100;
        }
    }

    private interface Speech {
        void next() throws IOException;
    }

    private static void speak(Device device, Speech speech) {
        try {
            speech.next();
        } catch (IOException e) {
            LOG.warn("{} was not heard: {}", device.id(), e.getMessage());
        }
    }

    private Speech speech(Device device, List<AutoCloseable> links) {
        if (device.by() == Transport.LAMP) {
            Lamp lamp = lamp(device);
            links.add(lamp);
            return lamp::report;
        }
        Iterator<Recorded> recorded = forEver(device);
        if (device.connectsItself()) {
            DeviceLink link = device.by() == Transport.MQTT ? mqtt(device) : httpLink(device.id());
            links.add(link);
            return () -> send(link, recorded.next());
        }
        HttpLink server = httpLink(gatewayOf(device));
        return () -> server.sendJson(envelope(device, recorded.next()));
    }

    private static Iterator<Recorded> forEver(Device device) {
        return Stream.generate(() -> device.messages().stream())
                .flatMap(messages -> messages)
                .iterator();
    }

    private static void send(DeviceLink link, Recorded message) throws IOException {
        link.send(message.fport(), message.bytes());
    }

    private byte[] envelope(Device device, Recorded message) {
        return device.by() == Transport.TTS
                ? envelopes.theThingsStack(device.devEui(), message.fport(), message.bytes(), clock.instant())
                : envelopes.chirpStack(device.devEui(), message.fport(), message.bytes(), clock.instant());
    }

    private Lamp lamp(Device device) {
        double ratedWatts = device.attributes().path("ratedPower").asDouble(60);
        return new Lamp(addresses.mqtt(), user(device.id()), passwords.of(device.id()), ratedWatts, clock, scheduler);
    }

    private MqttLink mqtt(Device device) {
        return new MqttLink(addresses.mqtt(), user(device.id()), passwords.of(device.id()), command -> {});
    }

    private HttpLink httpLink(String authId) {
        return new HttpLink(http, addresses.deviceHttp(), user(authId), passwords.of(authId));
    }

    private String user(String authId) {
        return authId + "@" + plan.tenant();
    }
}
