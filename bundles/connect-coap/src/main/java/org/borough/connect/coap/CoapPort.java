// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.Endpoints;
import org.borough.endpoint.Tls;
import org.borough.thing.BoroughException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port. Devices may always prove themselves by keys; by certificates when the server has one itself. */
@Component(
        service = {},
        immediate = true,
        configurationPid = CoapPortConfig.PID)
@Designate(ocd = CoapPortConfig.class)
public final class CoapPort {

    private static final Logger LOG = LoggerFactory.getLogger(CoapPort.class);

    private final Optional<DtlsPort> port;

    /**
     * Opens it.
     *
     * @param certificate the platform's own certificate. DTLS needs its key, which no context gives away; but when the
     *     context is there the key store is, and with a new context there is a new key
     */
    @Activate
    public CoapPort(
            BundleContext bundle,
            CoapPortConfig config,
            @Reference Endpoints endpoints,
            @Reference CoapPeers peers,
            @Reference(
                            target = Tls.DEVICES,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    SSLContext certificate) {
        CoapSettings settings = peers.ports().settings(() -> CoapSettings.of(config));
        Optional<ServerKey> key = key(settings, bundle, certificate != null, peers);
        port = DtlsPort.open(settings, endpoints.platform(DtlsPort.PROTOCOL), peers, key);
    }

    private static Optional<ServerKey> key(
            CoapSettings settings, BundleContext bundle, boolean certificate, CoapPeers peers) {
        if (settings.keystore().isEmpty() && !certificate) {
            peers.certificates("pre-shared keys only, the platform has no certificate");
            return Optional.empty();
        }
        String base = property(bundle, "karaf.base", ".");
        Path etc = Path.of(property(bundle, "karaf.etc", base + "/etc"));
        Path store = settings.keystore().isEmpty() ? etc.resolve("borough.p12") : Path.of(settings.keystore());
        Path password = settings.keystore().isEmpty()
                ? etc.resolve("borough.p12.password")
                : Path.of(settings.keystorePasswordFile());
        try {
            ServerKey key = ServerKey.of(store, password);
            peers.certificates("pre-shared keys and certificates");
            return Optional.of(key);
        } catch (BoroughException e) {
            LOG.warn(
                    "Devices cannot show certificates to CoAP: {}. Name another one by keystore in etc/{}.cfg",
                    e.getMessage(),
                    CoapPortConfig.PID);
            peers.certificates("pre-shared keys only, because " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String property(BundleContext context, String name, String otherwise) {
        String value = context.getProperty(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    @Deactivate
    void stop() {
        port.ifPresent(DtlsPort::close);
    }
}
