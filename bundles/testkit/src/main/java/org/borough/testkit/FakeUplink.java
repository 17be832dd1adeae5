// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.Uplink;
import org.borough.thing.BoroughException;
import org.borough.thing.Endpoint;
import org.borough.thing.JsonText;
import org.borough.thing.ThingId;

/**
 * One message of a device, made by a test. Immutable: every method that changes something gives a new one.
 *
 * @param thing the device's thing
 * @param model the model by which the adapter was chosen
 * @param endpoint where it arrived
 * @param contentType the media type
 * @param properties further properties in lower case
 * @param receivedAt when it arrived
 * @param payload the bytes
 */
public record FakeUplink(
        ThingId thing,
        String model,
        Endpoint endpoint,
        String contentType,
        Map<String, String> properties,
        Instant receivedAt,
        byte[] payload)
        implements Uplink {

    /** Keeps its own copies. */
    public FakeUplink {
        properties = Map.copyOf(properties);
        payload = payload.clone();
    }

    /** An event with these bytes, two hex digits each, blanks are passed over. */
    public static FakeUplink hex(String model, String hex) {
        return of(model, HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    /** An event with these bytes. */
    public static FakeUplink of(String model, byte... payload) {
        return new FakeUplink(
                ThingId.parse("springfield:device-1"),
                model,
                Endpoint.EVENT,
                "application/octet-stream",
                Map.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                payload);
    }

    /** An event with a JSON text. */
    public static FakeUplink json(String model, String text) {
        return of(model, text.getBytes(StandardCharsets.UTF_8)).as("application/json");
    }

    /** The same from another thing. */
    public FakeUplink from(String otherThing) {
        ThingId other = ThingId.parse(otherThing);
        return new FakeUplink(other, model, endpoint, contentType, properties, receivedAt, payload);
    }

    /** The same at another endpoint. */
    public FakeUplink at(Endpoint other) {
        return new FakeUplink(thing, model, other, contentType, properties, receivedAt, payload);
    }

    /** The same received at another time. */
    public FakeUplink at(Instant time) {
        return new FakeUplink(thing, model, endpoint, contentType, properties, time, payload);
    }

    /** The same with another media type. */
    public FakeUplink as(String otherType) {
        return new FakeUplink(thing, model, endpoint, otherType, properties, receivedAt, payload);
    }

    /** The same with one more property; the name becomes lower case. */
    public FakeUplink with(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new FakeUplink(thing, model, endpoint, contentType, more, receivedAt, payload);
    }

    /** The same on a LoRaWAN port. */
    public FakeUplink fPort(int port) {
        return with("fport", Integer.toString(port));
    }

    /** The same with other bytes. */
    public FakeUplink carrying(byte... other) {
        return new FakeUplink(thing, model, endpoint, contentType, properties, receivedAt, other);
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public ByteReader bytes() {
        return new ByteReader(payload.clone());
    }

    @Override
    public JsonText json() {
        return new Body(new FakeJson(new String(payload, StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return model + " " + properties + " " + HexFormat.of().withUpperCase().formatHex(payload);
    }

    /** An uplink's text: what cannot be read is the device's fault. */
    private record Body(FakeJson json) implements JsonText {

        @Override
        public String text() {
            return json.text();
        }

        @Override
        public <T extends Record> T as(Class<T> type) {
            try {
                return json.as(type);
            } catch (BoroughException e) {
                throw new UndecodableUplinkException(e.getMessage(), e);
            }
        }

        @Override
        public <T> Optional<T> get(String path, Class<T> type) {
            try {
                return json.get(path, type);
            } catch (BoroughException e) {
                throw new UndecodableUplinkException(e.getMessage(), e);
            }
        }
    }
}
