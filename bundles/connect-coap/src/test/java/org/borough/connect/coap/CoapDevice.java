// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/** A device that speaks CoAP over DTLS. */
final class CoapDevice implements AutoCloseable {

    /** What a request that gets a reset or no response at all ends with. */
    static final int NOTHING = 0;

    final CoapEndpoint endpoint;
    final DTLSConnector connector;
    private final CoapClient client = new CoapClient();
    private final int port;

    private CoapDevice(int port, Consumer<DtlsConnectorConfig.Builder> identity) {
        Configuration configuration = new Configuration(
                        SystemConfig.DEFINITIONS, UdpConfig.DEFINITIONS, CoapConfig.DEFINITIONS, DtlsConfig.DEFINITIONS)
                .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
                .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 2)
                .set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 300, TimeUnit.MILLISECONDS)
                .set(DtlsConfig.DTLS_ADDITIONAL_ECC_TIMEOUT, 0, TimeUnit.MILLISECONDS)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_VERIFY_SERVER_CERTIFICATES_SUBJECT, false);
        DtlsConnectorConfig.Builder dtls = DtlsConnectorConfig.builder(configuration)
                .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        identity.accept(dtls);
        this.port = port;
        this.connector = new DTLSConnector(dtls.build());
        this.endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setConnector(connector)
                .setOptionRegistry(TimeOption.registry())
                .build();
        try {
            endpoint.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        client.setEndpoint(endpoint);
    }

    static CoapDevice withKey(int port, String identity, String key) {
        return new CoapDevice(
                port,
                dtls -> dtls.setAdvancedPskStore(
                        new AdvancedSinglePskStore(identity, key.getBytes(StandardCharsets.UTF_8))));
    }

    static CoapDevice withCertificate(int port, ServerKey own) {
        return new CoapDevice(
                port, dtls -> dtls.setCertificateIdentityProvider(new SingleCertificateProvider(own.key(), own.chain()))
                        .setAdvancedCertificateVerifier(StaticNewAdvancedCertificateVerifier.builder()
                                .setTrustAllCertificates()
                                .build()));
    }

    /** A confirmable request with plain text. */
    Request request(Code code, String path, String text) {
        Request request = new Request(code);
        request.setURI("coaps://127.0.0.1:" + port + path);
        request.setPayload(text);
        request.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        return request;
    }

    CoapResponse post(String path, String text) {
        return send(request(Code.POST, path, text));
    }

    CoapResponse put(String path, String text) {
        return send(request(Code.PUT, path, text));
    }

    /** The code of the response to a confirmable POST of text, as 204. */
    int postCode(String path, String text) {
        return code(post(path, text));
    }

    int putCode(String path, String text) {
        return code(put(path, text));
    }

    static int code(CoapResponse response) {
        return response == null ? NOTHING : response.getCode().codeClass * 100 + response.getCode().codeDetail;
    }

    /** The response, or null for none. */
    CoapResponse send(Request request) {
        return sending(request).orTimeout(15, TimeUnit.SECONDS).join();
    }

    CompletableFuture<CoapResponse> sending(Request request) {
        CompletableFuture<CoapResponse> answer = new CompletableFuture<>();
        client.advanced(
                new CoapHandler() {
                    @Override
                    public void onLoad(CoapResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError() {
                        answer.complete(null);
                    }
                },
                request);
        return answer;
    }

    @Override
    public void close() {
        endpoint.destroy();
    }
}
