// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.borough.thing.BoroughException;

/** Checks what configurations of both sides have in common; every error names the key and what is allowed. */
public final class PeerSettings {

    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final String pid;

    /** For the configuration of this id. */
    public PeerSettings(String pid) {
        this.pid = pid;
    }

    /** A text of this form. */
    public String text(String key, String value, String form, String allowed) {
        if (value == null || !value.strip().matches(form)) {
            throw wrong(key, value, allowed);
        }
        return value.strip();
    }

    /** A UUID. */
    public String uuid(String key, String value) {
        return text(key, value, UUID_FORM, "a UUID such as 4eb333b9-53c7-4cdc-bf9a-36fa7c6d53e6");
    }

    /** A whole number. */
    public int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, Integer.toString(value), "a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Words with commas between them. */
    public static Set<String> words(String... values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Where the other side is.
     *
     * @param user by whose name we log in; empty for a token, or for none at all
     * @param secretFile the file with the password, or the token; may be empty
     */
    public TalqClient.Target target(
            String key,
            String url,
            String clientAddress,
            String user,
            String secretFile,
            int timeoutSeconds,
            String... allowedHosts) {
        String base = text(key, url, "https?://[^?#\\s]+", "a URL such as https://cms.example:8443/talq/v2");
        Duration timeout = Duration.ofSeconds(within("timeoutSeconds", timeoutSeconds, 1, 300));
        return new TalqClient.Target(
                URI.create(base.replaceAll("/+$", "")),
                clientAddress,
                authorization(user.strip(), secretFile.strip()),
                timeout,
                new HostList(words(allowedHosts)));
    }

    private String authorization(String user, String secretFile) {
        if (secretFile.isEmpty()) {
            if (!user.isEmpty()) {
                throw wrong("secretFile", secretFile, "a file with the password of " + user);
            }
            return "";
        }
        String secret = read("secretFile", secretFile);
        String pair = user + ":" + secret;
        return user.isEmpty()
                ? "Bearer " + secret
                : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String key, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new BoroughException(pid + ": " + key + " = " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Keys and certificates from PKCS #12 files; empty when neither file is given. */
    public Optional<SSLContext> tls(String keyStoreFile, String trustStoreFile, String storePasswordFile) {
        if (keyStoreFile.isBlank() && trustStoreFile.isBlank()) {
            return Optional.empty();
        }
        char[] password = storePasswordFile.isBlank()
                ? new char[0]
                : read("storePasswordFile", storePasswordFile.strip()).toCharArray();
        try {
            KeyManager[] keys = null;
            if (!keyStoreFile.isBlank()) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store(keyStoreFile, password), password);
                keys = factory.getKeyManagers();
            }
            TrustManager[] trusted = null;
            if (!trustStoreFile.isBlank()) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store(trustStoreFile, password));
                trusted = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted, null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException e) {
            throw new BoroughException(pid + ": keyStoreFile or trustStoreFile cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(String file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(Path.of(file.strip()))) {
            store.load(stream, password);
        }
        return store;
    }

    private BoroughException wrong(String key, String value, String allowed) {
        return new BoroughException(
                pid + ": " + key + " is '" + (value == null ? "" : value) + "'; allowed is " + allowed + ".");
    }
}
