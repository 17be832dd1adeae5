// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.borough.thing.BoroughException;

/**
 * The configuration, checked.
 *
 * @param base where Ditto is reached, without a path
 * @param trust a store of trusted certificates and the file of its password
 */
record Settings(
        URI base,
        Login login,
        Optional<Trust> trust,
        List<String> namespaces,
        int maxUnderWay,
        int maxWaiting,
        Duration answerTimeout,
        Duration writePatience,
        Duration compare,
        Duration maxReconnect,
        boolean messages,
        int listenerQueue,
        long listenerPatienceMillis,
        boolean readingsByKafka) {

    /** A store of trusted certificates. */
    record Trust(Path store, Optional<Path> password) {}

    static Settings of(TwinDittoConfig config) {
        return new Settings(
                base(config.url()),
                login(config),
                config.trustStoreFile().isBlank()
                        ? Optional.empty()
                        : Optional.of(new Trust(
                                Path.of(config.trustStoreFile()),
                                config.trustStorePasswordFile().isBlank()
                                        ? Optional.empty()
                                        : Optional.of(Path.of(config.trustStorePasswordFile())))),
                Arrays.stream(config.namespaces())
                        .map(String::strip)
                        .filter(namespace -> !namespace.isEmpty())
                        .toList(),
                (int) atLeast(1, config.maxUnderWay(), "maxUnderWay"),
                (int) atLeast(1, config.maxWaiting(), "maxWaiting"),
                seconds(config.answerTimeoutSeconds(), "answerTimeoutSeconds"),
                seconds(config.writePatienceSeconds(), "writePatienceSeconds"),
                seconds(config.compareSeconds(), "compareSeconds"),
                seconds(config.maxReconnectSeconds(), "maxReconnectSeconds"),
                config.messages(),
                (int) atLeast(1, config.listenerQueue(), "listenerQueue"),
                atLeast(0, config.listenerPatienceMillis(), "listenerPatienceMillis"),
                byKafka(config.readings()));
    }

    private static boolean byKafka(String way) {
        return switch (way.strip().toLowerCase(Locale.ROOT)) {
            case "websocket" -> false;
            case "kafka" -> true;
            default -> throw wrong("readings", "is '" + way + "'; it must be websocket or kafka");
        };
    }

    private static URI base(String url) {
        try {
            URI given = URI.create(url.strip());
            String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
            boolean usable = (scheme.equals("http") || scheme.equals("https")) && given.getHost() != null;
            if (usable && given.getUserInfo() == null && given.getQuery() == null) {
                return URI.create(url.strip().replaceAll("/+$", ""));
            }
        } catch (IllegalArgumentException unreadable) {
            throw wrong("url", "is no URL: " + unreadable.getMessage());
        }
        throw wrong("url", "is '" + url + "'; it must be http:// or https://, a host and, if need be, a port");
    }

    private static Login login(TwinDittoConfig config) {
        boolean token = !config.tokenFile().isBlank();
        boolean user = !config.user().isBlank();
        if (token == user) {
            throw wrong("user", "and tokenFile: exactly one of the two must be given");
        }
        if (token) {
            return new Login.Token(Path.of(config.tokenFile()));
        }
        if (config.passwordFile().isBlank() == config._password().isEmpty()) {
            throw wrong("passwordFile", "and .password: exactly one of the two must be given");
        }
        return config.passwordFile().isBlank()
                ? new Login.Password(config.user(), config._password())
                : new Login.PasswordFile(config.user(), Path.of(config.passwordFile()));
    }

    private static Duration seconds(int value, String key) {
        return Duration.ofSeconds(atLeast(1, value, key));
    }

    private static long atLeast(long least, long value, String key) {
        if (value < least) {
            throw wrong(key, "is " + value + "; it must be " + least + " or more");
        }
        return value;
    }

    private static BoroughException wrong(String key, String what) {
        return new BoroughException(TwinDittoConfig.PID + ": " + key + " " + what + ".");
    }
}
