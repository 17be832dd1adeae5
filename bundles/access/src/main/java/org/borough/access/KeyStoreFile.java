// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.borough.thing.BoroughException;

/**
 * A key store on disk, and beside it its password.
 *
 * @param store PKCS #12
 * @param password the file with its password
 */
record KeyStoreFile(Path store, Path password) {

    static final String ALIAS = "borough";

    /** The one that the configuration names, or our own. */
    static KeyStoreFile of(AccessConfig config, Folders folders) {
        if (config.keystore().isBlank()) {
            Path own = folders.etc().resolve("borough.p12");
            return new KeyStoreFile(own, folders.etc().resolve("borough.p12.password"));
        }
        if (config.keystorePasswordFile().isBlank()) {
            throw new BoroughException(AccessConfig.PID
                    + ": keystorePasswordFile is empty; it must name the file that holds the password of "
                    + config.keystore());
        }
        return new KeyStoreFile(Path.of(config.keystore()), Path.of(config.keystorePasswordFile()));
    }

    boolean missing() {
        return !Files.exists(store);
    }

    /** The key store with the password that opens it and its keys. */
    Opened open() {
        try (InputStream in = Files.newInputStream(store)) {
            char[] secret = Files.readString(password).strip().toCharArray();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, secret);
            return new Opened(keys, secret);
        } catch (IOException | GeneralSecurityException failed) {
            throw new BoroughException(
                    "The key store " + store + " cannot be opened with the password in " + password + ": "
                            + failed.getMessage() + ". Put both right in etc/" + AccessConfig.PID
                            + ".cfg, or delete both files to have new ones made",
                    failed);
        }
    }

    /** Writes a new key store that holds one key. */
    void save(KeyWithCertificate made) throws IOException, GeneralSecurityException {
        char[] secret = Secret.random().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(ALIAS, made.key(), secret, new Certificate[] {made.certificate()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        keys.store(bytes, secret);
        PrivateFile.write(password, new String(secret));
        PrivateFile.write(store, bytes.toByteArray());
    }

    /** An open key store. */
    record Opened(KeyStore keys, char[] secret) {}
}
