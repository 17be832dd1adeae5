// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.things.AirQuality;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;

/** Twins of one air area and its sensors that feed a service and keep nothing of what it writes. */
final class FeederTwins implements Twins {

    private static final ThingId AREA = ThingId.parse("load:air");
    private static final String RULES =
            """
            {"thingId":"load:air","features":{"air":{"definition":["borough:air:1.0.0"],"properties":{"latitude":52.52,\
            "longitude":13.40,"memberRadiusMetres":20000,"author":"bench","date":"2026-11-01"}}}}""";
    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final double NORTH = 0.09;
    private static final double EAST = 0.148;
    private static final String AIR_QUALITY = "airQuality";
    private static final String AIR = "air";

    private final MovingClock clock = new MovingClock();
    private final List<Known> sensors = new ArrayList<>();
    private final Twin area = new Known(AREA, AIR, "borough:air", Optional.empty(), RULES);
    private final Random random = new Random(1);
    private final Semaphore indices = new Semaphore(0);
    private final Semaphore looks = new Semaphore(0);
    private TwinListener listener;

    FeederTwins(int count) {
        for (int i = 0; i < count; i++) {
            Place place = new Place(
                    52.52 + NORTH * (2 * random.nextDouble() - 1), 13.40 + EAST * (2 * random.nextDouble() - 1));
            sensors.add(new Known(
                    ThingId.parse("load:s" + i), AIR_QUALITY, AirQuality.CAPABILITY, Optional.of(place), "{}"));
        }
    }

    MovingClock clock() {
        return clock;
    }

    /** Every sensor says something. */
    void speak() {
        Instant at = clock.instant();
        double city = 20 + 10 * Math.sin(at.getEpochSecond() / 20_000.0);
        for (Known sensor : sensors) {
            double value = Math.max(0, city * (0.9 + 0.2 * random.nextDouble()) + random.nextGaussian());
            listener.changed(
                    sensor,
                    new Change(
                            sensor.id(),
                            0,
                            Change.Part.PROPERTY,
                            AIR_QUALITY,
                            AirQuality.PM25.path(),
                            Optional.empty(),
                            Optional.of(value),
                            at,
                            DEVICES));
        }
    }

    /** Waits until the service has looked at the area for the first time. */
    boolean awaitLook(long seconds) throws InterruptedException {
        return looks.tryAcquire(seconds, TimeUnit.SECONDS);
    }

    /** Waits until the area shows the index of the hour that has just ended. */
    boolean awaitIndex(long seconds) throws InterruptedException {
        return indices.tryAcquire(seconds, TimeUnit.SECONDS);
    }

    @Override
    public Optional<Twin> get(ThingId thing) {
        return thing.equals(AREA) ? Optional.of(area) : Optional.empty();
    }

    @Override
    public List<Twin> find(Interest interest) {
        return List.of();
    }

    @Override
    public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        return done();
    }

    @Override
    public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        return done();
    }

    @Override
    public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        String hour = "\"hour\":\"" + clock.instant().minus(Duration.ofHours(1));
        if (json.contains("\"rulebook\"")) {
            // It is not kept, so it would be written again and again: it stays under way.
            return new CompletableFuture<>();
        }
        if (thing.equals(AREA)) {
            looks.release();
        }
        if (thing.equals(AREA) && json.contains(hour)) {
            indices.drainPermits();
            indices.release();
        }
        return done();
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("a bench makes no things"));
    }

    @Override
    public CompletionStage<Void> delete(ThingId thing, Cause cause) {
        return done();
    }

    @Override
    public Subscription listen(Interest interest, TwinListener heard) {
        listener = heard;
        heard.present(area);
        sensors.forEach(heard::present);
        return () -> {};
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedStage(null);
    }

    /** Time that passes when it is told to. */
    static final class MovingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-20T00:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A thing with one feature. */
    private record Known(ThingId id, String feature, String capability, Optional<Place> place, String json)
            implements Twin {

        @Override
        public long revision() {
            return 1;
        }

        @Override
        public Instant modified() {
            return Instant.EPOCH;
        }

        @Override
        public String definition() {
            return "";
        }

        @Override
        public Set<String> features() {
            return Set.of(feature);
        }

        @Override
        public Set<String> providing(String wanted) {
            return wanted.equals(capability) ? features() : Set.of();
        }

        @Override
        public <T> Optional<T> get(Property<T> property) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> desired(Property<T> property) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> attribute(String path, Class<T> type) {
            return Optional.empty();
        }
    }
}
