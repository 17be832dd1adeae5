// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.ditto.RealTwins;
import org.borough.lighting.Lighting;
import org.borough.talq.Published;
import org.borough.talq.PublishedDoor;
import org.borough.talq.gateway.RealGateway;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two cities over loopback: one drives the lamps of the other as its gateway. Twin engines and router are the real ones. */
class BothSidesTest {

    private static final Cause ADMIN = Cause.of("borough:admin", "");
    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final ThingId LAMP = ThingId.parse("far:lamp-1");

    private TwinComponent near;
    private TwinComponent far;
    private PublishedDoor cmsDoor;
    private PublishedDoor gatewayDoor;
    private RealCms cms;
    private RealGateway gateway;

    @BeforeEach
    void open() throws Exception {
        near = RealTwins.open();
        far = RealTwins.open();
        cmsDoor = new PublishedDoor(Published.CMS);
        gatewayDoor = new PublishedDoor(Published.GATEWAY);
        make(
                far,
                LAMP,
                "'luminaire':{'definition':['borough:luminaire:1.0.0'],'properties':{'level':40.0,'power':20.0}}");
        make(
                far,
                ThingId.parse("far:street"),
                "'lighting':{'definition':['borough:lighting:1.0.0'],'properties':"
                        + "{'members':['far:lamp-1'],'author':'A. Expert','date':'2026-11-01'}}");
        obedient(far);
        cms = new RealCms(near, gatewayDoor.url());
        cmsDoor.open(cms.door());
        await().atMost(PATIENCE).until(() -> near.get(ThingId.parse("cms:gw")).isPresent());
        gateway = new RealGateway(far, far, "far", "near", cmsDoor.url());
        gatewayDoor.open(gateway.door());
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        cms.close();
        cmsDoor.close();
        gatewayDoor.close();
        near.close();
        far.close();
    }

    private static void make(TwinComponent city, ThingId thing, String features) {
        String grants = "'thing:/':{'grant':['READ','WRITE'],'revoke':[]}";
        String policy = "{'entries':{'all':{'subjects':{'borough:admin':{'type':'t'},'borough:cms':{'type':'t'},"
                + "'integration:services':{'type':'t'},'integration:devices':{'type':'t'}},'resources':{" + grants
                + ",'policy:/':{'grant':['READ','WRITE'],'revoke':[]}}}}}";
        String json =
                "{'_policy':" + policy + ",'attributes':{'name':'" + thing.name() + "'},'features':{" + features + "}}";
        done(city.merge(thing, json.replace('\'', '"'), ADMIN));
    }

    /** Lamps that do what is wanted of them at once. */
    private static void obedient(TwinComponent city) {
        city.listen(Interest.in(Luminaire.CAPABILITY), new TwinListener() {
            @Override
            public void present(Twin twin) {
                // Only what is wanted from now on.
            }

            @Override
            public void changed(Twin twin, Change change) {
                change.desired(Luminaire.LEVEL)
                        .ifPresent(level -> city.report(twin.id(), List.of(Luminaire.LEVEL.is(level)), DEVICES));
            }
        });
    }

    private static void done(CompletionStage<?> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Optional<Twin> lamp() {
        return near.find(Interest.in(Luminaire.CAPABILITY)).stream().findFirst();
    }

    private void announced() {
        await().atMost(PATIENCE)
                .until(() -> lamp().flatMap(twin -> twin.get(Luminaire.LEVEL)).isPresent());
    }

    @Test
    void anAnnouncedLampIsALampLikeAnyOtherWhatIsWantedReachesItAndComesBackWithItsTime() {
        announced();
        assertThat(lamp().orElseThrow().attribute("name", String.class)).contains("lamp-1");
        assertThat(cmsDoor.requests()).containsSubsequence("POST /services", "POST /device-classes", "POST /devices");
        await().atMost(PATIENCE).until(() -> gatewayDoor.requests().contains("POST /logger-configs"));
        ThingId id = lamp().orElseThrow().id();
        done(near.desire(id, List.of(Setting.of(Luminaire.LEVEL, 75.0)), Cause.of("service:lighting", "dusk")));
        await().atMost(PATIENCE).until(() -> far.get(LAMP)
                .flatMap(twin -> twin.get(Luminaire.LEVEL))
                .filter(level -> level == 75)
                .isPresent());
        await().atMost(PATIENCE).until(() -> near.get(id)
                .flatMap(twin -> twin.get(Luminaire.LEVEL))
                .filter(level -> level == 75)
                .isPresent());
        Instant at = Instant.parse("2026-11-21T20:15:00Z");
        AtTime heard = new AtTime();
        near.listen(Interest.in(Luminaire.CAPABILITY), heard);
        done(far.report(LAMP, List.of(Luminaire.POWER.is(33.0, at), Luminaire.LAMP_FAULT.is(true, at)), DEVICES));
        await().atMost(PATIENCE).until(() -> at.equals(heard.power));
        await().atMost(PATIENCE).until(() -> near.get(id)
                .flatMap(twin -> twin.get(Luminaire.LAMP_FAULT))
                .filter(Boolean.TRUE::equals)
                .isPresent());
        assertThat(gatewayDoor.requests()).contains("POST /override-commands");
        assertThat(gatewayDoor.problems()).isEmpty();
        assertThat(cmsDoor.problems()).isEmpty();
        assertThat(cms.status().level()).isEqualTo(Status.Level.OK);
        assertThat(gateway.status().level()).isEqualTo(Status.Level.OK);
    }

    /** When a power was measured that became known last. */
    private static final class AtTime implements TwinListener {

        private volatile Instant power;

        @Override
        public void present(Twin twin) {
            // Only what comes from now on.
        }

        @Override
        public void changed(Twin twin, Change change) {
            change.reported(Luminaire.POWER).filter(watts -> watts == 33).ifPresent(watts -> power = change.at());
        }
    }

    @Test
    void lightingSteersTheLampAndItsGroupGoesToTheGatewayForTheTimeWithoutUs() {
        announced();
        String name = lamp().orElseThrow().id().toString();
        make(
                near,
                ThingId.parse("cms:north"),
                "'lighting':{'definition':['borough:lighting:1.0.0'],'properties':" + "{'members':['" + name
                        + "'],'fullLevel':90,'author':'A. Expert','date':'2026-11-01'}}");
        Lighting lighting = new Lighting(near, null, Map.of());
        Property<List<?>> assignments = list("assignments");
        await().atMost(PATIENCE).until(() -> near.get(ThingId.parse("cms:gw"))
                .flatMap(twin -> twin.get(assignments))
                .filter(list -> !list.isEmpty())
                .isPresent());
        assertThat(gatewayDoor.requests())
                .containsSubsequence(
                        "POST /groups", "POST /control-programs", "POST /calendars", "POST /assign-commands");
        assertThat(gatewayDoor.problems()).isEmpty();
        // The far city does not obey blindly: its own lighting has it as a proposal.
        assertThat(far.get(ThingId.parse("far:street")).orElseThrow().attribute("proposal/source", String.class))
                .contains("TALQ calendar borough-north");
        // And lighting steers the lamp as it steers any other.
        ThingId id = ThingId.parse(name);
        await().atMost(PATIENCE).until(() -> {
            Optional<Double> wanted = near.get(id).flatMap(twin -> twin.desired(Luminaire.LEVEL));
            return wanted.isPresent() && wanted.equals(far.get(LAMP).flatMap(twin -> twin.get(Luminaire.LEVEL)));
        });
        stop(lighting);
    }

    private static void stop(Lighting lighting) {
        try {
            lighting.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // A list of anything.
    private static Property<List<?>> list(String path) {
        return new Property<>(
                TalqAdapter.GATEWAY, TalqAdapter.GATEWAY_FEATURE, path, (Class<List<?>>) (Class<?>) List.class);
    }

    @Test
    void aGatewayThatComesBackIsGivenItsPlansAgainAndLosesNoReport() {
        announced();
        await().atMost(PATIENCE).until(() -> gatewayDoor.requests().contains("POST /logger-configs"));
        cmsDoor.open(null);
        done(far.report(LAMP, List.of(Luminaire.POWER.is(44.0)), DEVICES));
        await().atMost(PATIENCE).until(() -> gateway.status().level() == Status.Level.DEGRADED);
        cmsDoor.open(cms.door());
        await().atMost(PATIENCE).until(() -> lamp().flatMap(twin -> twin.get(Luminaire.POWER))
                .filter(watts -> watts == 44)
                .isPresent());
        int before = gatewayDoor.requests().size();
        gateway.close();
        gateway = new RealGateway(far, far, "far", "other", cmsDoor.url());
        gatewayDoor.open(gateway.door());
        await().atMost(PATIENCE)
                .until(() -> gatewayDoor.requests().stream().skip(before).anyMatch("POST /logger-configs"::equals));
    }
}
