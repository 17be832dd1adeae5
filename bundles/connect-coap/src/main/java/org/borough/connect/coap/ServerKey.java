// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;
import org.borough.thing.BoroughException;

/** The server's own key, by which it proves itself to devices with certificates. */
record ServerKey(PrivateKey key, Certificate[] chain) {

    /**
     * The first key on an elliptic curve in a key store; DTLS as devices speak it knows no others.
     *
     * @throws BoroughException that says what is wrong with it
     */
    static ServerKey of(Path store, Path passwordFile) {
        try (InputStream in = Files.newInputStream(store)) {
            char[] password = Files.readString(passwordFile).strip().toCharArray();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password) instanceof PrivateKey key
                        && key.getAlgorithm().startsWith("EC")) {
                    return new ServerKey(key, keys.getCertificateChain(alias));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new BoroughException(
                    "the key store " + store + " cannot be opened with the password in " + passwordFile + ": "
                            + e.getMessage(),
                    e);
        }
        throw new BoroughException("the key store " + store + " holds no private key on an elliptic curve (EC)");
    }
}
