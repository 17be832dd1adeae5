// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed when models are fetched. */
final class Trust {

    private Trust() {}

    static SSLSocketFactory of(Settings.Fetching settings) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(
                    settings.trustStore().isPresent()
                            ? store(settings.trustStore().get(), settings)
                            : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Settings.PID + ": trustStore "
                            + settings.trustStore().map(Path::toString).orElse("")
                            + " cannot be read with trustStorePassword: " + e.getMessage(),
                    e);
        }
    }

    private static KeyStore store(Path file, Settings.Fetching settings) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file.toFile(), settings.trustStorePassword().toCharArray());
    }
}
