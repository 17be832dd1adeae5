// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.Tokens;

/** A signed token in every request (RFC 6750). */
final class BearerScheme implements Scheme {

    /** How many may wait for keys of issuers; the threads that serve requests are few. */
    private static final int AT_A_TIME = 8;

    private static final int WAIT_SECONDS = 10;

    private static final TokenVerdict BUSY = new TokenVerdict.Refused(
            503,
            "gateway:publickey.provider.unavailable",
            "The public key provider is not available.",
            "The keys of the token's issuer are being fetched. Try again in some seconds.");

    private static final Verdict NOT_CHECKED = new Verdict.Refused(
            503,
            "gateway:authentication.provider.unavailable",
            "Tokens cannot be checked now.",
            "An operator has to mend the configuration of the issuers.");

    private final Supplier<Tokens> tokens;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    /** Takes where to get what checks tokens, which is null while nothing does. */
    BearerScheme(Supplier<Tokens> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "Bearer";
    }

    @Override
    public Verdict check(String credentials, String address) {
        if (credentials.isEmpty() || credentials.indexOf(' ') >= 0) {
            return new Verdict.Refused(
                    400, "jwt:invalid", "The JSON Web Token is not valid.", "The Authorization Header is invalid!");
        }
        Tokens check = tokens.get();
        if (check == null) {
            return NOT_CHECKED;
        }
        TokenVerdict verdict = await(check.check(credentials).toCompletableFuture());
        if (verdict instanceof TokenVerdict.Valid valid) {
            return new Verdict.ByToken(Identity.of(valid.subjects()), credentials, valid.expires());
        }
        TokenVerdict.Refused refused = (TokenVerdict.Refused) verdict;
        return new Verdict.Refused(refused.status(), refused.error(), refused.message(), refused.description());
    }

    /** Nearly always done already. Only the first token after a change of an issuer's keys waits for them. */
    private TokenVerdict await(CompletableFuture<TokenVerdict> verdict) {
        if (verdict.isDone()) {
            return verdict.join();
        }
        if (!turns.tryAcquire()) {
            return BUSY;
        }
        try {
            return verdict.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return BUSY;
        } catch (ExecutionException | TimeoutException late) {
            return BUSY;
        } finally {
            turns.release();
        }
    }
}
