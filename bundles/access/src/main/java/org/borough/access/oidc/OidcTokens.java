// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.Tokens;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Tokens of the configured issuers of OpenID Connect. Without issuers, every token is refused. */
@Component(
        service = {Tokens.class, Health.class},
        configurationPid = OidcConfig.PID)
@Designate(ocd = OidcConfig.class)
public final class OidcTokens implements Tokens, Health {

    private final Map<String, TokenCheck.Trusted> issuers = new LinkedHashMap<>();
    private final Runnable closing;
    private final TokenCheck check;

    @Activate
    public OidcTokens(OidcConfig config) {
        this(config, Clock.systemUTC());
    }

    OidcTokens(OidcConfig config, Clock clock) {
        Duration timeout = seconds("timeoutSeconds", config.timeoutSeconds(), 1, 30);
        Duration pause = seconds("refetchSeconds", config.refetchSeconds(), 1, 600);
        Duration skew = seconds("clockSkewSeconds", config.clockSkewSeconds(), 0, 600);
        Duration kept = Duration.ofMinutes(within("keysMinutes", config.keysMinutes(), 1, 1440));
        Map<String, Issuer> believed = new IssuerList(config).read();
        if (believed.isEmpty()) {
            closing = () -> {};
        } else {
            HttpDocuments documents =
                    new HttpDocuments(timeout, TrustedCertificates.context(config.trustedCertificates()));
            believed.forEach((url, issuer) -> issuers.put(
                    url, new TokenCheck.Trusted(issuer, new KeySource(url, documents, clock, kept, pause))));
            closing = documents::close;
        }
        check = new TokenCheck(Map.copyOf(issuers), new ClaimRules(clock, skew));
        // So that the first token need not wait for the keys.
        issuers.values().forEach(trusted -> trusted.keys().fetch());
    }

    private static Duration seconds(String key, int value, int least, int most) {
        return Duration.ofSeconds(within(key, value, least, most));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException(
                    "%s: %s = %d is not allowed; %d to %d is".formatted(OidcConfig.PID, key, value, least, most));
        }
        return value;
    }

    @Override
    public CompletionStage<TokenVerdict> check(String text) {
        return check.check(text);
    }

    @Override
    public String subject() {
        return "access-oidc";
    }

    @Override
    public Status status() {
        List<String> silent = issuers.entrySet().stream()
                .filter(entry -> entry.getValue().keys().trouble().isPresent())
                .map(entry -> entry.getKey() + " ("
                        + entry.getValue().keys().trouble().get() + ")")
                .toList();
        return silent.isEmpty()
                ? Status.ok("believes %d issuers of tokens".formatted(issuers.size()))
                : Status.degraded("the keys of these issuers cannot be fetched: " + String.join(", ", silent));
    }

    @Deactivate
    void close() {
        closing.run();
    }
}
