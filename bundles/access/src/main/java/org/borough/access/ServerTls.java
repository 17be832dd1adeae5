// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the server's TLS context to every listener, as a service with the property {@code org.borough.tls=server}; and
 * one with {@code org.borough.tls=devices}, which takes any client certificate whose private key the device has, for
 * endpoints that leave it to the registry whom to believe. Makes key and certificate where there are none.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='javax.net.ssl.SSLContext'")
@Component(service = ServerTls.class, immediate = true, configurationPid = AccessConfig.PID)
@Designate(ocd = AccessConfig.class)
public final class ServerTls {

    static final String PROPERTY = "org.borough.tls";
    static final String SERVER = "server";
    static final String DEVICES = "devices";

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration SOON = Duration.ofDays(30);

    private final Clock clock = Clock.systemUTC();
    private final KeyStoreFile file;
    private final SSLContext context;
    private final Instant validUntil;
    private final List<ServiceRegistration<SSLContext>> registrations;

    @Activate
    public ServerTls(BundleContext bundle, AccessConfig config) {
        Folders folders = Folders.of(bundle);
        this.file = KeyStoreFile.of(config, folders);
        if (config.keystore().isBlank() && file.missing()) {
            make();
        }
        KeyStoreFile.Opened opened = file.open();
        this.validUntil = validUntil(opened.keys());
        this.context = context(opened);
        SSLContext devices = context(opened, new DeviceTrust());
        this.registrations = List.of(offer(bundle, SERVER, context), offer(bundle, DEVICES, devices));
    }

    private static ServiceRegistration<SSLContext> offer(BundleContext bundle, String name, SSLContext context) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(PROPERTY, name));
        return bundle.registerService(SSLContext.class, context, properties);
    }

    private void make() {
        try {
            file.save(KeyWithCertificate.selfSigned(clock));
            LOG.info("Made a certificate for localhost and this machine in {}", file.store());
            new Audit()
                    .record(
                            "certificate-made",
                            "",
                            "first start",
                            "file=" + Audit.quoted(file.store().toString()));
        } catch (IOException | GeneralSecurityException failed) {
            throw new BoroughException("No certificate could be made in " + file.store(), failed);
        }
    }

    private SSLContext context(KeyStoreFile.Opened opened, TrustManager... trust) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(opened.keys(), opened.secret());
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keys.getKeyManagers(), trust.length == 0 ? null : trust, null);
            return made;
        } catch (GeneralSecurityException failed) {
            throw new BoroughException("The key store " + file.store() + " cannot be used", failed);
        }
    }

    /** The earliest end of what the key store certifies. */
    private Instant validUntil(KeyStore keys) {
        try {
            return Collections.list(keys.aliases()).stream()
                    .filter(alias -> isKey(keys, alias))
                    .map(alias -> certificate(keys, alias).getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .orElseThrow(() -> new BoroughException(
                            "The key store " + file.store() + " holds no private key with its certificate"));
        } catch (GeneralSecurityException failed) {
            throw new BoroughException("The key store " + file.store() + " cannot be read", failed);
        }
    }

    private static boolean isKey(KeyStore keys, String alias) {
        return certificate(keys, alias) != null && isKeyEntry(keys, alias);
    }

    private static boolean isKeyEntry(KeyStore keys, String alias) {
        try {
            return keys.isKeyEntry(alias);
        } catch (GeneralSecurityException notLoaded) {
            return false;
        }
    }

    private static X509Certificate certificate(KeyStore keys, String alias) {
        try {
            return keys.getCertificate(alias) instanceof X509Certificate found ? found : null;
        } catch (GeneralSecurityException notLoaded) {
            return null;
        }
    }

    SSLContext context() {
        return context;
    }

    Status status() {
        Duration left = Duration.between(clock.instant(), validUntil);
        if (left.isNegative()) {
            return Status.failed("The certificate in " + file.store() + " ended on " + validUntil
                    + "; put in a new one, or delete the file and restart to have one made");
        }
        if (left.compareTo(SOON) < 0) {
            return Status.degraded("The certificate in " + file.store() + " ends on " + validUntil
                    + "; put in a new one, or delete the file and restart to have one made");
        }
        return Status.ok("the certificate is valid until " + validUntil);
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
