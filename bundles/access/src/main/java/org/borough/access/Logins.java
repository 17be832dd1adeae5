// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks names and passwords. A right one is remembered for a short while, by its keyed hash, because a slow hash for
 * every request would allow a few dozen requests a second. Wrong ones are never remembered, but slowed down.
 */
final class Logins {

    /** Each costs 19 MiB and some ten milliseconds of a core. */
    private static final int AT_A_TIME = 2;

    private static final int REMEMBERED = 10_000;
    private static final Duration VERSION_AGE = Duration.ofSeconds(1);
    private static final Verdict WRONG = new Verdict.Wrong("Check the user's name and password.");

    private final Realm realm;
    private final Throttle throttle;
    private final Clock clock;
    private final Duration kept;
    private final Audit audit;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final ThreadLocal<Mac> macs;
    private final Map<ByteBuffer, Remembered> right = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, CompletableFuture<Verdict>> running = new ConcurrentHashMap<>();
    private volatile Version version;

    /** One of those who ask while it is renewed checks again. */
    private record Remembered(Verdict.Known verdict, long version, Instant renew, Instant until) {

        Remembered beingRenewed() {
            return new Remembered(verdict, version, until, until);
        }
    }

    private record Version(long number, Instant readAgain) {}

    Logins(Realm realm, Throttle throttle, Clock clock, Duration kept, Audit audit) {
        this.realm = realm;
        this.throttle = throttle;
        this.clock = clock;
        this.kept = kept;
        this.audit = audit;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
        this.version = new Version(realm.version(), clock.instant().plus(VERSION_AGE));
    }

    /**
     * The verdict on credentials that were right a short while ago, else null. Before it ends, one of those who come with
     * them is told null and checks them anew, so that not all of them have to wait for that.
     */
    Verdict remembered(String credentials) {
        if (right.isEmpty()) {
            return null;
        }
        ByteBuffer key = key(credentials);
        Remembered known = right.get(key);
        if (known == null) {
            return null;
        }
        if (!holds(known)) {
            right.remove(key, known);
            return null;
        }
        boolean mine = !known.renew().isAfter(clock.instant()) && right.replace(key, known, known.beingRenewed());
        return mine ? null : known.verdict();
    }

    private boolean holds(Remembered known) {
        return known.until().isAfter(clock.instant()) && known.version() == version();
    }

    /** Checks a name and a password. Who asks the same at the same time gets the same answer, worked out once. */
    Verdict check(String credentials, String user, String password, String address) {
        ByteBuffer key = key(credentials);
        Verdict verdict = checkNow(key, user, password, address);
        Remembered known = verdict instanceof Verdict.Wait ? right.get(key) : null;
        return known != null && holds(known) ? known.verdict() : verdict;
    }

    private Verdict checkNow(ByteBuffer key, String user, String password, String address) {
        int seconds = Math.max(throttle.wait(byUser(user)), throttle.wait(byAddress(address)));
        if (seconds > 0) {
            return new Verdict.Wait(seconds);
        }
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> first = running.putIfAbsent(key, mine);
        if (first != null) {
            return first.join();
        }
        Verdict verdict = new Verdict.Wait(1);
        try {
            verdict = inTurn(key, user, password, address);
        } finally {
            running.remove(key);
            mine.complete(verdict);
        }
        return verdict;
    }

    private Verdict inTurn(ByteBuffer key, String user, String password, String address) {
        try {
            if (!turns.tryAcquire(2, TimeUnit.SECONDS)) {
                return new Verdict.Wait(1);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Verdict.Wait(1);
        }
        try {
            long before = version();
            Optional<Set<String>> roles = realm.login(user, password);
            return roles.isPresent() ? known(key, Identity.user(user, roles.get()), before) : wrong(key, user, address);
        } finally {
            turns.release();
        }
    }

    private Verdict known(ByteBuffer key, Identity who, long asOf) {
        throttle.succeeded(byUser(who.name()));
        Verdict.Known verdict = new Verdict.Known(who);
        if (!kept.isZero()) {
            Instant now = clock.instant();
            if (right.size() >= REMEMBERED) {
                right.values().removeIf(old -> !old.until().isAfter(now) || old.version() != asOf);
            }
            if (right.size() < REMEMBERED || right.containsKey(key)) {
                right.put(
                        key,
                        new Remembered(
                                verdict, asOf, now.plus(kept.multipliedBy(3).dividedBy(4)), now.plus(kept)));
            }
        }
        return verdict;
    }

    private Verdict wrong(ByteBuffer key, String user, String address) {
        right.remove(key);
        boolean closesUser = throttle.failed(byUser(user));
        boolean closesAddress = throttle.failed(byAddress(address));
        audit.record("login-refused", user, address, "by=http");
        if (closesUser || closesAddress) {
            audit.record("login-throttled", user, address, "by=http");
        }
        return WRONG;
    }

    /** Reads the realm's version once a second at most. */
    private long version() {
        Version known = version;
        Instant now = clock.instant();
        if (now.isBefore(known.readAgain())) {
            return known.number();
        }
        Version fresh = new Version(realm.version(), now.plus(VERSION_AGE));
        version = fresh;
        return fresh.number();
    }

    private ByteBuffer key(String credentials) {
        return ByteBuffer.wrap(macs.get().doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String byUser(String user) {
        return "user " + user;
    }

    private static String byAddress(String address) {
        return "address " + address;
    }
}
