// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer. They are fetched when they are first asked for, anew in the background when half their time
 * has passed, and at once when a token names an unknown one, but never more often than the configured pause allows.
 */
final class KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final String issuer;
    private final Documents documents;
    private final Clock clock;
    private final Duration kept;
    private final Duration pause;
    private volatile Known known;
    private CompletableFuture<SigningKeys> running;
    private Throwable failure;
    private Instant nextTry = Instant.MIN;

    private record Known(SigningKeys keys, Instant renew, Instant until) {}

    KeySource(String issuer, Documents documents, Clock clock, Duration kept, Duration pause) {
        this.issuer = issuer;
        this.documents = documents;
        this.clock = clock;
        this.kept = kept;
        this.pause = pause;
    }

    /** The keys that are known and may be used now, else null. */
    SigningKeys current() {
        Known now = known;
        if (now == null || !now.until().isAfter(clock.instant())) {
            return null;
        }
        if (!now.renew().isAfter(clock.instant())) {
            fetch();
        }
        return now.keys();
    }

    /** The keys by which to check a token: those that are known if its own is among them, else the newest. */
    CompletionStage<SigningKeys> keysFor(JWSHeader header) {
        SigningKeys keys = current();
        return keys != null && keys.find(header).isPresent() ? CompletableFuture.completedStage(keys) : fetch();
    }

    /** Why the keys could not be fetched the last time. */
    synchronized Optional<String> trouble() {
        return Optional.ofNullable(failure).map(Throwable::toString);
    }

    /** Fetches the keys, unless that is under way or was done a moment ago. */
    synchronized CompletableFuture<SigningKeys> fetch() {
        if (running != null) {
            return running;
        }
        Known now = known;
        if (clock.instant().isBefore(nextTry) && (failure != null || now != null)) {
            return failure == null
                    ? CompletableFuture.completedFuture(now.keys())
                    : CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<SigningKeys> mine = new CompletableFuture<>();
        running = mine;
        start().whenComplete((keys, failed) -> finish(mine, keys, failed));
        return mine;
    }

    private CompletionStage<SigningKeys> start() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return CompletableFuture.completedFuture(URI.create(base + DISCOVERY))
                .thenCompose(documents::get)
                .thenCompose(text -> documents.get(keysUri(text)))
                .thenApply(KeySource::keys);
    }

    private URI keysUri(String text) {
        try {
            URI uri = JSONObjectUtils.getURI(JSONObjectUtils.parse(text), "jwks_uri");
            // As well protected as the issuer itself: nobody in between may put in keys of his own.
            boolean asGood = uri != null
                    && ("https".equals(uri.getScheme()) || issuer.startsWith("http:") && IssuerList.isLoopback(uri));
            if (asGood) {
                return uri;
            }
        } catch (ParseException | IllegalArgumentException notOne) {
            LOG.debug("The document of {} cannot be read: {}", issuer, notOne.getMessage());
        }
        throw new Documents.UnexpectedAnswerException("its document names no jwks_uri that can be used");
    }

    private static SigningKeys keys(String json) {
        try {
            return SigningKeys.read(json);
        } catch (ParseException notOnes) {
            throw new Documents.UnexpectedAnswerException("its keys cannot be read: " + notOnes.getMessage());
        }
    }

    private void finish(CompletableFuture<SigningKeys> mine, SigningKeys keys, Throwable failed) {
        Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
        synchronized (this) {
            Instant now = clock.instant();
            nextTry = now.plus(pause);
            running = null;
            tell(cause);
            failure = cause;
            if (cause == null) {
                // The same keys stay the same object, by which remembered tokens know that theirs still counts.
                SigningKeys same = known != null && known.keys().equals(keys) ? known.keys() : keys;
                known = new Known(same, now.plus(kept.dividedBy(2)), now.plus(kept));
            }
        }
        if (cause == null) {
            mine.complete(known.keys());
        } else {
            mine.completeExceptionally(cause);
        }
    }

    /** One line for each change of state. */
    private void tell(Throwable cause) {
        if (cause != null && failure == null) {
            LOG.warn("The keys of issuer {} cannot be fetched: {}", issuer, cause.toString());
        } else if (cause == null && failure != null) {
            LOG.info("The keys of issuer {} can be fetched again.", issuer);
        }
    }
}
