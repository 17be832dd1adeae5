// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.thing.Command;
import org.borough.thing.Endpoint;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;

/** What is on disk must come back as it was, whatever devices and askers wrote. */
class StoredFormTest {

    private final Json json = new Json();

    @Property(tries = 40)
    void aQuarantinedMessageComesBackAsItWas(
            @ForAll("messages") Message message,
            @ForAll String reason,
            @ForAll("times") Instant at,
            @ForAll boolean waits) {
        byte[] bytes = json.write(StoredMessage.of(message, reason, at, waits));
        StoredMessage stored = json.read(bytes, StoredMessage.class);
        assertThat(stored.message()).usingRecursiveComparison().isEqualTo(message);
        assertThat(stored.reason()).isEqualTo(reason);
        assertThat(stored.time()).isEqualTo(at);
        assertThat(stored.waiting()).isEqualTo(waits);
    }

    @Property(tries = 40)
    void aMessageInTheOutboxComesBackAsItWas(
            @ForAll String subject, @ForAll String payload, @ForAll String by, @ForAll("times") Instant deadline) {
        Command.Message command = new Command.Message(
                "id-1",
                ThingId.parse("springfield:lamp-1"),
                deadline,
                by,
                "luminaire",
                subject,
                "text/plain",
                JacksonText.of(json, payload));
        Pursuit back = back(new Pursuit(7, command, 3));
        Command.Message read = (Command.Message) back.command();
        assertThat(read).usingRecursiveComparison().ignoringFields("payload").isEqualTo(command);
        assertThat(read.payload().text()).isEqualTo(payload);
        assertThat(back.number()).isEqualTo(7);
        assertThat(back.attempts()).isEqualTo(3);
    }

    @Property(tries = 40)
    void aWishInTheOutboxComesBackAsItWas(
            @ForAll("values") Object value, @ForAll("times") Instant deadline, @ForAll boolean ended) {
        Command.Desired wish = new Command.Desired(
                "id-2",
                ThingId.parse("springfield:lamp-1"),
                deadline,
                "service:lighting",
                List.of(new Setting("luminaire", "level", value)));
        StoredCommand stored = StoredCommand.of(new Pursuit(1, wish, 0), ended, json);
        StoredCommand read = json.read(json.write(stored), StoredCommand.class);
        assertThat(read.pursuit(json).command()).isEqualTo(wish);
        assertThat(read.ended()).isEqualTo(ended);
    }

    private Pursuit back(Pursuit pursuit) {
        byte[] bytes = json.write(StoredCommand.of(pursuit, false, json));
        return json.read(bytes, StoredCommand.class).pursuit(json);
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(40);
        Arbitrary<Map<String, String>> properties = Arbitraries.maps(text, text).ofMaxSize(5);
        Arbitrary<byte[]> payload = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<DeviceId> device = Combinators.combine(text, text).as(DeviceId::new);
        return Combinators.combine(
                        device,
                        text,
                        Arbitraries.of(Endpoint.values()),
                        Arbitraries.of(0, 1),
                        text,
                        properties,
                        payload,
                        times())
                .as(Message::new);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(-1_000_000_000_000L, 200_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.strings().asGeneric());
        return Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(4).asGeneric(),
                Arbitraries.maps(Arbitraries.strings(), scalars).ofMaxSize(4).asGeneric());
    }
}
