// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.borough.connect.Credential;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationTest {

    private final City city = new City();
    private final Authority authority = Authority.named("CN=City CA");
    private final X509Certificate lamp = authority.issue("CN=lamp");
    private HttpServer responder;
    private volatile boolean revoked;
    private volatile boolean repeats = true;

    @BeforeEach
    void anAuthorityThatCanBeAsked() throws IOException {
        responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        responder.createContext("/", this::answer);
        responder.start();
        city.post("/v1/tenants/city", tenant(entry()).toString());
        city.post("/v1/devices/city/lamp", "{}");
        city.put("/v1/credentials/city/lamp", "[{\"type\":\"x509-cert\",\"auth-id\":\"CN=lamp\",\"secrets\":[{}]}]");
    }

    @AfterEach
    void close() {
        responder.stop(0);
        city.close();
    }

    @Test
    void theAuthorityIsAskedWhetherItRevokedACertificate() {
        assertThat(status()).isEqualTo(200);
        revoked = true;
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void anAuthorityThatCannotBeAskedLetsNobodyIn() {
        responder.stop(0);
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void anAnswerFromAnotherDayIsNone() {
        city.put(
                "/v1/tenants/city",
                tenant(entry().put("ocsp-nonce-enabled", true)).toString());
        assertThat(status()).isEqualTo(200);
        repeats = false;
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void listingTheAuthorityTwiceDoesNotHelpWhoWasRevoked() {
        revoked = true;
        city.put("/v1/tenants/city", tenant(entry(), authority.entry()).toString());
        assertThat(status()).isEqualTo(401);
    }

    private int status() {
        return City.status(
                City.await(city.registry.authenticate(new Credential.Certificate("", List.of(lamp)), "hono-mqtt")));
    }

    private ObjectNode entry() {
        return authority
                .entry()
                .put("ocsp-revocation-enabled", true)
                .put(
                        "ocsp-responder-uri",
                        "http://127.0.0.1:" + responder.getAddress().getPort() + "/")
                .put("ocsp-responder-cert", Authority.base64(authority.certificate()));
    }

    private static ObjectNode tenant(ObjectNode... entries) {
        ObjectNode tenant = Json.object();
        tenant.putArray("trusted-ca").addAll(List.of(entries));
        return tenant;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answer(new OCSPReq(question(exchange))).getEncoded();
            exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (OCSPException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    /** Short questions stand in the path. */
    private static byte[] question(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod().equals("GET")
                ? Base64.getDecoder().decode(exchange.getRequestURI().getPath().substring(1))
                : exchange.getRequestBody().readAllBytes();
    }

    private OCSPResp answer(OCSPReq question) throws OCSPException, OperatorCreationException {
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(
                SubjectPublicKeyInfo.getInstance(
                        authority.certificate().getPublicKey().getEncoded()),
                new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1)));
        // The JDK compares with its own clock.
        Date now = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
        Date end = Date.from(Instant.parse("2100-01-01T00:00:00Z"));
        CertificateStatus status = revoked ? new RevokedStatus(now) : CertificateStatus.GOOD;
        builder.addResponse(question.getRequestList()[0].getCertID(), status, now, end, null);
        Extension nonce = question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) {
            Extension other = new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(new byte[] {4, 1, 7}));
            builder.setResponseExtensions(new Extensions(repeats ? nonce : other));
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(authority.keyPair().getPrivate()),
                                null,
                                now));
    }
}
