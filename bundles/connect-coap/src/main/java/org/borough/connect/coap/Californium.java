// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Registrations;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;

/** How Californium is set up: everything that a stranger or a device can make grow has a bound. */
final class Californium {

    /** Long enough that nobody hits somebody else's by chance. */
    private static final int CONNECTION_ID_BYTES = 6;

    /** Devices repeat their latest message only (NSTART 1 of RFC 7252); gateways may have some under way. */
    private static final int REMEMBERED_PER_PEER = 8;

    private final CoapSettings settings;
    private final Configuration configuration;

    Californium(CoapSettings settings) {
        this.settings = settings;
        this.configuration = new Configuration(
                        SystemConfig.DEFINITIONS, UdpConfig.DEFINITIONS, CoapConfig.DEFINITIONS, DtlsConfig.DEFINITIONS)
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, settings.threads())
                .set(CoapConfig.MAX_ACTIVE_PEERS, settings.maxConnections())
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, settings.maxPayloadBytes())
                .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
                .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, REMEMBERED_PER_PEER)
                .set(CoapConfig.USE_MESSAGE_OFFLOADING, true)
                .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, settings.threads())
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_MAX_CONNECTIONS, settings.maxConnections())
                .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, settings.staleSeconds(), TimeUnit.SECONDS)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
                .set(DtlsConfig.DTLS_UPDATE_ADDRESS_USING_CID_ON_NEWER_RECORDS, true)
                // Without them a forged sender could make the server answer, and work, for somebody else.
                .set(DtlsConfig.DTLS_USE_HELLO_VERIFY_REQUEST, true)
                .set(DtlsConfig.DTLS_USE_ANTI_REPLAY_FILTER, true)
                // A device that was refused must not come back with an old session.
                .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
                .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, true)
                .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED)
                .set(DtlsConfig.DTLS_USE_SERVER_NAME_INDICATION, true);
    }

    Configuration configuration() {
        return configuration;
    }

    DtlsConnectorConfig.Builder dtls(Registrations registrations, Optional<ServerKey> key) {
        DtlsConnectorConfig.Builder builder = DtlsConnectorConfig.builder(configuration)
                .setAddress(new InetSocketAddress(
                        settings.dtls().host(), settings.dtls().port()))
                .setAdvancedPskStore(new PresharedKeys(registrations))
                .setApplicationLevelInfoSupplier(
                        (principal, peer) -> peer instanceof Peer known ? known.info() : Peer.NOBODY);
        key.ifPresent(
                own -> builder.setCertificateIdentityProvider(new SingleCertificateProvider(own.key(), own.chain()))
                        .setAdvancedCertificateVerifier(new Certificates()));
        return builder;
    }
}
