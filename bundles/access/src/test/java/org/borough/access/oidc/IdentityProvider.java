// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A small issuer of OpenID Connect with real keys, which can rotate them and can fail in several ways. */
final class IdentityProvider implements AutoCloseable {

    final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private final int port;
    private volatile List<JWK> keys = List.of();
    private volatile int status = 200;
    private volatile boolean hangs;
    private volatile String padding = "";
    private volatile String keysUri;

    IdentityProvider() throws IOException {
        server = open(0);
        port = server.getAddress().getPort();
        keysUri = url() + "/keys";
    }

    private HttpServer open(int wanted) throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        opened.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "identity-provider");
            thread.setDaemon(true);
            return thread;
        }));
        opened.createContext(
                "/city/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + keysUri + "\"}"));
        opened.createContext("/city/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, new JWKSet(keys).toString(true) + padding);
        });
        opened.start();
        return opened;
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        if (hangs) {
            try {
                end.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    String url() {
        return "http://localhost:" + port + "/city";
    }

    void publish(JWK... published) {
        keys = List.of(published);
    }

    void answersWith(int other) {
        status = other;
    }

    void hangs() {
        hangs = true;
    }

    void pads(int bytes) {
        padding = " ".repeat(bytes);
    }

    void keepsKeysAt(String uri) {
        keysUri = uri;
    }

    void goesDown() {
        server.stop(0);
    }

    void comesBack() throws IOException {
        server = open(port);
    }

    static RSAKey rsa(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    static ECKey ec(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /** A token of a user, good for five minutes. */
    String token(JWK key, Instant now, UnaryOperator<JWTClaimsSet.Builder> more) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("user")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
        JWSAlgorithm algorithm = key instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        return signed(
                key,
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                more.apply(claims).build());
    }

    static String signed(JWK key, JWSHeader header, JWTClaimsSet claims) throws JOSEException {
        JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key);
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
