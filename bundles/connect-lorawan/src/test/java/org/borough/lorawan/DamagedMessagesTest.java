// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.borough.connect.Envelope;
import org.borough.thing.BoroughException;

/** Whatever a network server sends, the envelope answers with messages or with an error that names the format. */
class DamagedMessagesTest {

    private static final KnownDevices REGISTRY = new KnownDevices();
    private static final Map<String, Envelope> ENVELOPES = Map.of(
            "tts-v3/milesight_am307.payload.json", new TheThingsStackEnvelope(REGISTRY),
            "chirpstack-v4/milesight_am307.payload.json", new ChirpStackEnvelope(REGISTRY),
            "chirpstack-v3-nas/LCU_chirpstack_example_data.json", new ChirpStackEnvelope(REGISTRY),
            "loriot/nwave_g4_nps_fm.payload_3.json", new LoriotEnvelope(REGISTRY),
            "thingpark/decentlab_dl-mbx.payload.json", new ThingParkEnvelope(REGISTRY));

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(ENVELOPES.keySet());
    }

    @Property(tries = 300)
    void truncatedMessagesAreRefused(@ForAll("samples") String sample, @ForAll double share) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("src/test/resources/formats", sample));
        int length = (int) (whole.length * Math.abs(share % 1));
        open(sample, Arrays.copyOf(whole, length));
    }

    @Property(tries = 1500)
    void messagesWithAMemberOfAnotherKindAreReadOrRefused(
            @ForAll("samples") String sample, @ForAll("values") String value, @ForAll int place) throws IOException {
        String whole = Files.readString(Path.of("src/test/resources/formats", sample));
        int[] at = IntStream.range(0, whole.length())
                .filter(i -> whole.charAt(i) == ':')
                .toArray();
        int colon = at[Math.floorMod(place, at.length)];
        int end = colon + 1;
        while (",}]\n".indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        open(sample, (whole.substring(0, colon + 1) + value + whole.substring(end)).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("null", "-1", "1e99", "true", "\"\"", "\"x\"", "{}", "[]", "99999999999999999999");
    }

    private static void open(String sample, byte[] text) {
        Envelope envelope = ENVELOPES.get(sample);
        try {
            assertThat(envelope.open(Messages.from(text))).hasSizeLessThanOrEqualTo(1);
        } catch (BoroughException e) {
            assertThat(e).hasMessageContaining("This is no message of format");
        }
    }
}
