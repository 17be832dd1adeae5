// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.store.Store;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;

/** An engine over a store in memory, and short words for what tests do with it. */
final class EngineFixture implements AutoCloseable {

    static final ThingId LAMP = ThingId.parse("city:lamp-1");
    static final org.eclipse.ditto.things.model.ThingId LAMP_ID =
            org.eclipse.ditto.things.model.ThingId.of("city:lamp-1");
    static final Cause ADMIN = Cause.of("borough:admin", "test");
    static final Cause DEVICES = Cause.of("integration:devices", "uplink");

    /** The city's default policy, and a reader who sees one feature only. */
    static final String POLICY =
            """
            {"entries":{
             "administrator":{"subjects":{"borough:admin":{"type":"user"}},"resources":{
               "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
               "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
             "devices":{"subjects":{"integration:devices":{"type":"devices"}},"resources":{
               "thing:/":{"grant":["READ"],"revoke":[]},"thing:/features":{"grant":["READ","WRITE"],"revoke":[]}}},
             "services":{"subjects":{"integration:services":{"type":"services"}},"resources":{
               "thing:/":{"grant":["READ"],"revoke":[]},"thing:/features":{"grant":["WRITE"],"revoke":[]}}},
             "guests":{"subjects":{"borough:guest":{"type":"user"}},"resources":{
               "thing:/features/luminaire/properties":{"grant":["READ"],"revoke":[]}}}}}
            """;

    static final String THING =
            """
            {"thingId":"city:lamp-1","definition":"nas:ul2020:1.0.0","attributes":{"street":"Main"},
             "features":{"luminaire":{"definition":["borough:luminaire:1.0.0"],
               "properties":{"level":10.0},"desiredProperties":{"level":20.0}},
              "vendor":{"properties":{"raw":"x"}}}}
            """;

    final MemoryStore store;
    final TwinEngine engine;
    final TickingClock clock = new TickingClock();

    EngineFixture() {
        this(new MemoryStore(), TwinEngine.Settings.DEFAULT);
    }

    EngineFixture(MemoryStore store, TwinEngine.Settings settings) {
        this(store, settings, List.of());
    }

    EngineFixture(MemoryStore store, TwinEngine.Settings settings, List<String> recorded) {
        this.store = store;
        this.engine = new TwinEngine(store, settings, recorded, clock);
    }

    static TwinEngine over(Store store) {
        return new TwinEngine(store, TwinEngine.Settings.DEFAULT, Clock.systemUTC());
    }

    EngineFixture withLamp() {
        done(engine.twins().provision(LAMP, THING, POLICY, ADMIN));
        return this;
    }

    CommandResponse<?> run(Command<?> command) {
        return done(engine.engine().execute(command));
    }

    DittoRuntimeException refusal(Command<?> command) {
        return (DittoRuntimeException) failure(engine.engine().execute(command));
    }

    static DittoHeaders as(String... subjects) {
        return DittoHeaders.newBuilder().authorizationContext(context(subjects)).build();
    }

    static AuthorizationContext context(String... subjects) {
        var all = Arrays.stream(subjects)
                .map(AuthorizationModelFactory::newAuthSubject)
                .toList();
        return AuthorizationModelFactory.newAuthContext(DittoAuthorizationContextType.UNSPECIFIED, all);
    }

    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static Throwable failure(CompletionStage<?> stage) {
        try {
            Object result = stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
            throw new AssertionError("it was not refused but answered " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        store.letGo();
        engine.close();
    }

    /** Goes on by a second with every look at it. */
    static final class TickingClock extends Clock {

        static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
        private final AtomicLong ticks = new AtomicLong();

        @Override
        public Instant instant() {
            return START.plus(Duration.ofSeconds(ticks.incrementAndGet()));
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
}
