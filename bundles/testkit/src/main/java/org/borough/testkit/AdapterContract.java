// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.junit.jupiter.api.Test;

/**
 * What every adapter keeps. A vendor's test implements this interface and gives the adapter, its models and some real
 * messages; the rest is inherited:
 *
 * <pre>{@code
 * class AcmeLampTest implements AdapterContract {
 *     public DeviceAdapter adapter() { return new AcmeLamp(); }
 *     public Set<String> models() { return Set.of("acme:l70:1.0.0"); }
 *     public Stream<FakeUplink> samples() { return Stream.of(FakeUplink.hex("acme:l70:1.0.0", "0164").fPort(2)); }
 * }
 * }</pre>
 */
public interface AdapterContract {

    /** The adapter under test; a new one or always the same. */
    DeviceAdapter adapter();

    /** The models that it declares by {@link org.borough.adapter.AdapterFor}. */
    Set<String> models();

    /** Real messages that it can translate, at least one of each kind. */
    Stream<FakeUplink> samples();

    /** Real messages translate to readings whose keys and values the platform knows. */
    @Test
    default void realMessagesBecomeReadingsOfKnownProperties() {
        assertThat(samples()).isNotEmpty().allSatisfy(sample -> {
            List<Reading<?>> readings = adapter().decode(sample);
            KnownProperties known = new KnownProperties(models());
            assertThat(readings).as("%s", sample).doesNotContainNull().allSatisfy(known::check);
        });
    }

    /** The same message always gives the same readings, from whatever thread. */
    @Test
    default void theSameMessageAlwaysGivesTheSameReadings() {
        DeviceAdapter adapter = adapter();
        List<List<Reading<?>>> first =
                samples().<List<Reading<?>>>map(adapter::decode).toList();

        List<CompletableFuture<List<List<Reading<?>>>>> again = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(
                        () -> samples().<List<Reading<?>>>map(adapter::decode).toList()))
                .toList();

        assertThat(again).allSatisfy(other -> assertThat(other.join()).isEqualTo(first));
    }

    /** A message that breaks off is translated or refused, never anything else. */
    @Property(tries = 300)
    default void aTruncatedMessageIsTranslatedOrRefused(
            @ForAll @IntRange(max = 10_000) int sample, @ForAll @IntRange(max = 300) int length) {
        FakeUplink whole = pick(sample);
        byte[] bytes = whole.payload();
        byte[] truncated = java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length));
        translatedOrRefused(whole.carrying(truncated));
    }

    /** A message with a wrong byte is translated or refused, never anything else. */
    @Property(tries = 500)
    default void aDamagedMessageIsTranslatedOrRefused(
            @ForAll @IntRange(max = 10_000) int sample,
            @ForAll @IntRange(max = 300) int position,
            @ForAll byte damage) {
        FakeUplink whole = pick(sample);
        byte[] bytes = whole.payload();
        if (bytes.length > 0) {
            bytes[position % bytes.length] = damage;
        }
        translatedOrRefused(whole.carrying(bytes));
    }

    /** Whatever arrives on whatever port is translated or refused, never anything else. */
    @Property(tries = 1000)
    default void anyBytesOnAnyPortAreTranslatedOrRefused(
            @ForAll @IntRange(max = 10_000) int sample,
            @ForAll @Size(max = 250) byte[] bytes,
            @ForAll @IntRange(max = 255) int port,
            @ForAll boolean ownPort) {
        FakeUplink like = pick(sample).carrying(bytes);
        translatedOrRefused(ownPort ? like : like.fPort(port));
    }

    /** A message whose port is no number, or missing, is translated or refused. */
    @Test
    default void aMessageWithoutAPortIsTranslatedOrRefused() {
        samples().forEach(sample -> {
            translatedOrRefused(sample.with("fport", "eighty-five"));
            translatedOrRefused(FakeUplink.of(sample.model(), sample.payload()));
        });
    }

    /** Commands that no device knows are refused as such. */
    @Test
    default void unknownCommandsAreRefusedAsUnsupported() {
        Stream<Command> unknown = Stream.of(
                FakeCommand.message("no-device-knows-this"),
                FakeCommand.message("no-device-knows-this", "{\"value\":1}"),
                FakeCommand.desired(new Setting("no-feature", "no/property", 1L)));
        assertThat(unknown)
                .allSatisfy(command -> assertThatThrownBy(() -> adapter().encode(command))
                        .isInstanceOf(UnsupportedCommandException.class));
    }

    private FakeUplink pick(int number) {
        List<FakeUplink> samples = samples().toList();
        return samples.get(number % samples.size());
    }

    private void translatedOrRefused(Uplink uplink) {
        List<Reading<?>> readings;
        try {
            readings = adapter().decode(uplink);
        } catch (UndecodableUplinkException refused) {
            assertThat(refused).as("%s", uplink).message().isNotBlank();
            return;
        }
        assertThat(readings).as("%s", uplink).doesNotContainNull().allSatisfy(new KnownProperties(models())::check);
    }
}
