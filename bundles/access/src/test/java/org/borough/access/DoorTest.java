// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.borough.access.token.TokenVerdict;
import org.borough.testkit.ManualClock;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.junit.jupiter.api.Test;

class DoorTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final OneUser realm = new OneUser();
    private final Door door = door(Map.of());

    @Test
    void withoutCredentialsOneIsAnonymous() throws Exception {
        Exchange exchange = Exchange.anonymous(door);

        assertThat(exchange.passed.getUserPrincipal()).isNull();
        assertThat(exchange.subjects()).containsExactly("borough:anonymous");
    }

    @Test
    void theAdministratorIsKnownByNameRolesAndSubject() throws Exception {
        Exchange exchange = Exchange.basic(door, "admin", "right");

        assertThat(exchange.passed.getUserPrincipal().getName()).isEqualTo("admin");
        assertThat(exchange.passed.getRemoteUser()).isEqualTo("admin");
        assertThat(exchange.passed.isUserInRole("admin")).isTrue();
        assertThat(exchange.passed.isUserInRole("other")).isFalse();
        assertThat(exchange.subjects()).containsExactly("borough:admin");
    }

    @Test
    void whoeverHasTheRoleOfAdministratorIsAlsoItsSubject() {
        assertThat(Identity.user("ada", Set.of("admin")).subjects()).containsExactly("borough:ada", "borough:admin");
        assertThat(Identity.user("bob", Set.of("viewer")).subjects()).containsExactly("borough:bob");
    }

    @Test
    void aWrongPasswordIsAnsweredInDittosForm() throws Exception {
        Exchange exchange = Exchange.basic(door, "admin", "wrong");

        assertThat(exchange.passed).isNull();
        assertThat(exchange.status).isEqualTo(401);
        assertThat(exchange.headers.get("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(exchange.body())
                .isEqualTo("{\"status\":401,\"error\":\"gateway:authentication.failed\","
                        + "\"message\":\"The credentials of the request are not valid.\","
                        + "\"description\":\"Check the user's name and password.\"}");
    }

    @Test
    void anUnknownUserIsAnsweredLikeAWrongPassword() throws Exception {
        assertThat(Exchange.basic(door, "nobody", "right").body())
                .isEqualTo(Exchange.basic(door, "admin", "wrong").body());
    }

    @Test
    void malformedCredentialsAreRefusedWithoutAskingTheRealm() throws Exception {
        for (String header : List.of("Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic OnB3", "Digest x", "")) {
            assertThat(Exchange.with(door, header).status).as(header).isEqualTo(401);
        }
        assertThat(realm.asked).hasValue(0);
    }

    @Test
    void aRightPasswordIsCheckedOnceAMinute() throws Exception {
        for (int i = 0; i < 5; i++) {
            Exchange.basic(door, "admin", "right");
        }
        assertThat(realm.asked).hasValue(1);

        clock.advance(Duration.ofSeconds(61));
        Exchange.basic(door, "admin", "right");
        assertThat(realm.asked).hasValue(2);
    }

    @Test
    void oneOfThoseWhoComeRenewsTheCheckBeforeItEnds() throws Exception {
        Exchange.basic(door, "admin", "right");
        clock.advance(Duration.ofSeconds(46));
        for (int i = 0; i < 5; i++) {
            assertThat(Exchange.basic(door, "admin", "right").passed).isNotNull();
        }
        assertThat(realm.asked).hasValue(2);

        clock.advance(Duration.ofSeconds(30));
        Exchange.basic(door, "admin", "right");
        assertThat(realm.asked).hasValue(2);
    }

    @Test
    void whoIsWrongWhenTheCheckIsRenewedIsForgottenAtOnce() throws Exception {
        Exchange.basic(door, "admin", "right");
        realm.password = "new";
        clock.advance(Duration.ofSeconds(46));

        assertThat(Exchange.basic(door, "admin", "right").status).isEqualTo(401);
        assertThat(Exchange.basic(door, "admin", "right").status).isEqualTo(401);
    }

    @Test
    void whoIsRememberedNeedNotWaitForThoseWhoGuess() throws Exception {
        Exchange.basic(door, "admin", "right");
        clock.advance(Duration.ofSeconds(46));
        for (int i = 0; i < 10; i++) {
            Exchange.basic(door, "user" + i, "guess" + i);
        }

        assertThat(Exchange.basic(door, "admin", "right").passed).isNotNull();
    }

    @Test
    void aChangeOfTheUsersCountsWithinASecond() throws Exception {
        Exchange.basic(door, "admin", "right");
        realm.password = "new";
        realm.version++;
        clock.advance(Duration.ofSeconds(1));

        assertThat(Exchange.basic(door, "admin", "right").status).isEqualTo(401);
        assertThat(Exchange.basic(door, "admin", "new").passed).isNotNull();
    }

    @Test
    void manyAtOnceWithTheSamePasswordAskTheRealmOnce() throws Exception {
        realm.gate = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<Exchange>> all = IntStream.range(0, 8)
                .mapToObj(i -> pool.submit(() -> Exchange.basic(door, "admin", "right")))
                .toList();
        realm.gate.countDown();
        for (Future<Exchange> one : all) {
            assertThat(one.get().passed).isNotNull();
        }
        pool.shutdown();

        assertThat(realm.asked.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void guessingIsSlowedDownWhateverIsGuessed() throws Exception {
        for (int i = 0; i < 10; i++) {
            Exchange.basic(door, "user" + i, "guess" + i);
        }
        Exchange exchange = Exchange.basic(door, "admin", "right");

        assertThat(exchange.status).isEqualTo(429);
        assertThat(exchange.headers).containsEntry("Retry-After", "1");
        assertThat(exchange.body()).startsWith("{\"status\":429,\"error\":\"too.many.requests\"");
        assertThat(door.status().level()).isEqualTo(Status.Level.DEGRADED);

        clock.advance(Duration.ofSeconds(2));
        assertThat(Exchange.basic(door, "admin", "right").passed).isNotNull();
        assertThat(door.status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void whoIsInAlreadyIsNotThrownOutByAGuesser() throws Exception {
        Exchange.basic(door, "admin", "right");
        for (int i = 0; i < 20; i++) {
            Exchange.basic(door, "admin", "guess" + i, "10.6.6.6");
        }

        assertThat(Exchange.basic(door, "admin", "right").passed).isNotNull();
        assertThat(Exchange.basic(door, "admin", "guess", "10.6.6.6").status).isEqualTo(429);
    }

    @Test
    void aWrongSettingIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> door(Map.of("cacheSeconds", -1)))
                .isInstanceOf(BoroughException.class)
                .hasMessage("org.borough.access.login: cacheSeconds = -1 is not allowed; 0 to 3600 is");
    }

    @Test
    void aStrangersTextCannotForgeALineOfTheAudit() {
        assertThat(Audit.quoted("x\" from=\"me\r\n")).isEqualTo("\"x\\u0022 from=\\u0022me\\u000d\\u000a\"");
    }

    private Door door(Map<String, Object> login) {
        Door made = new Door(realm, Configured.login(login), clock);
        made.bindTokens(text ->
                CompletableFuture.completedStage(new TokenVerdict.Valid(List.of("idp:" + text), clock.instant())));
        made.bindProxies(new Proxies(Configured.proxy(Map.of())));
        return made;
    }

    private static final class OneUser implements Realm {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile String password = "right";
        private volatile long version;

        @Override
        public Optional<Set<String>> login(String user, String given) {
            asked.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return user.equals("admin") && given.equals(password)
                    ? Optional.of(Set.of("admin", "viewer"))
                    : Optional.empty();
        }

        @Override
        public long version() {
            return version;
        }
    }
}
