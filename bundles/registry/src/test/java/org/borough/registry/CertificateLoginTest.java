// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateLoginTest {

    private final City city = new City();
    private final Authority authority = Authority.named("CN=City CA,O=City");
    private final X509Certificate lamp = authority.issue("CN=lamp,OU=north,O=City");

    @BeforeEach
    void aLampWithACertificate() {
        trust("city", authority.entry());
        city.post("/v1/devices/city/lamp-7", "{}");
        credential("lamp-7", "CN=lamp,OU=north,O=City", "{}");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void aCertificateOfATrustedAuthorityOpensUntilItEnds() {
        Admission.Admitted admitted = (Admission.Admitted) login(lamp);
        assertThat(admitted.registration().device().toString()).isEqualTo("city/lamp-7");
        assertThat(admitted.until()).isEqualTo(lamp.getNotAfter().toInstant());
        assertThat(admitted.created()).isFalse();
    }

    @Test
    void theAuthoritysOwnCertificateMayStandAtTheEndOfTheChain() {
        assertThat(status(lamp, authority.certificate())).isEqualTo(200);
    }

    @Test
    void authoritiesBetweenAreFollowed() {
        Authority below = authority.below("CN=District CA,O=City");
        X509Certificate other = below.issue("CN=lamp,OU=north,O=City");
        assertThat(status(other, below.certificate())).isEqualTo(200);
        assertThat(status(other, below.certificate(), authority.certificate())).isEqualTo(200);
        assertThat(status(other)).isEqualTo(401);
    }

    @Test
    void aCertificateThatSignsItselfIsItsOwnAuthority() {
        Authority own = Authority.named("CN=own");
        trust("other", own.entry());
        city.post("/v1/devices/other/x", "{}");
        city.put("/v1/credentials/other/x", credentials("CN=own", "{}"));
        assertThat(status(own.certificate())).isEqualTo(200);
    }

    @Test
    void aCertificateOfAnAuthorityOfTheSameNameProvesNothing() {
        assertThat(status(Authority.named("CN=City CA,O=City").issue("CN=lamp,OU=north,O=City")))
                .isEqualTo(401);
    }

    @Test
    void aDeviceCannotIssueCertificates() {
        Authority stranger = Authority.named("CN=lamp,OU=north,O=City");
        assertThat(status(stranger.issue("CN=lamp,OU=north,O=City"), lamp)).isEqualTo(401);
    }

    @Test
    void unknownSubjectsAuthoritiesAndEmptyChainsAreRefusedAlike() {
        assertThat(status(authority.issue("CN=nobody"))).isEqualTo(401);
        assertThat(status(Authority.named("CN=Nobody").issue("CN=lamp"))).isEqualTo(401);
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void certificatesAndAuthoritiesAreGoodInTheirTimeOnly() {
        city.clock.advance(Duration.ofDays(31));
        assertThat(status(lamp)).isEqualTo(401);
        X509Certificate longer = authority.issue("CN=lamp,OU=north,O=City", Duration.ofDays(100));
        assertThat(status(longer)).isEqualTo(200);
        trust("city", authority.entry().put("not-after", "2026-12-01T00:00:00Z"));
        assertThat(status(longer)).isEqualTo(401);
    }

    @Test
    void theCredentialCountsWithItsTime() {
        credential("lamp-7", "CN=lamp,OU=north,O=City", "{\"not-after\":\"2026-11-20T00:00:00Z\"}");
        assertThat(status(lamp)).isEqualTo(401);
        city.put(
                "/v1/credentials/city/lamp-7",
                credentials("CN=lamp,OU=north,O=City", "{}").replace("\"secrets\"", "\"enabled\":false,\"secrets\""));
        assertThat(status(lamp)).isEqualTo(401);
    }

    @Test
    void disabledDevicesTenantsAndAdaptersAreRefusedAfterTheProof() {
        city.put("/v1/devices/city/lamp-7", "{\"enabled\":false}");
        assertThat(status(lamp)).isEqualTo(404);
        city.put("/v1/devices/city/lamp-7", "{}");
        ObjectNode tenant = Json.object().put("enabled", false);
        tenant.putArray("trusted-ca").add(authority.entry());
        city.put("/v1/tenants/city", tenant.toString());
        assertThat(status(lamp)).isEqualTo(403);
        tenant.put("enabled", true).putArray("adapters").addObject().put("type", "hono-mqtt");
        city.put("/v1/tenants/city", tenant.toString());
        assertThat(status(lamp)).isEqualTo(403);
    }

    @Test
    void aTemplateMakesTheNameByWhichADeviceIsKnown() {
        trust("city", authority.entry().put("auth-id-template", "{{subject-o}}-{{subject-cn}}"));
        city.post("/v1/devices/city/lamp-8", "{}");
        X509Certificate other = authority.issue("CN=two,O=City");
        city.put("/v1/devices/city/lamp-8", "{}");
        assertThat(status(other)).isEqualTo(401);
        city.put("/v1/credentials/city/lamp-8", credentials("CN=two,O=City", "{}"));
        assertThat(status(other)).isEqualTo(200);
        assertThat(status(authority.issue("CN=two"))).isEqualTo(401);
    }

    @Test
    void tenantsThatShareAnAuthorityAreToldApartByTheServersName() {
        ObjectNode shared = Json.object().put("trust-anchor-group", "g");
        shared.putArray("trusted-ca").add(authority.entry());
        city.put("/v1/tenants/city", shared.toString());
        city.post("/v1/tenants/other", shared.put("alias", "second").toString());
        city.post("/v1/devices/other/x", "{}");
        city.put("/v1/credentials/other/x", credentials("CN=lamp,OU=north,O=City", "{}"));
        assertThat(device("city")).isEqualTo("city/lamp-7");
        assertThat(device("other")).isEqualTo("other/x");
        assertThat(device("second")).isEqualTo("other/x");
        assertThat(City.status(login("third", lamp))).isEqualTo(401);
        assertThat(status(lamp)).isEqualTo(401);
    }

    @Test
    void connectionsAreClosedWhenAnAuthorityIsTrustedNoMore() {
        Authority second = Authority.named("CN=Second");
        city.told.clear();
        trust("city", authority.entry(), second.entry());
        trust("city", authority.entry());
        assertThat(city.told).containsExactly("city/+ stays", "city/+ goes");
        assertThat(status(lamp)).isEqualTo(200);
        city.put("/v1/tenants/city", "{}");
        assertThat(status(lamp)).isEqualTo(401);
    }

    @Test
    void connectionsAreClosedWhenAnAdapterIsDisabled() {
        city.told.clear();
        city.put("/v1/tenants/city", adapters("{\"type\":\"a\",\"enabled\":true},{\"type\":\"b\",\"enabled\":true}"));
        city.put("/v1/tenants/city", adapters("{\"type\":\"a\",\"enabled\":true},{\"type\":\"b\"}"));
        city.put("/v1/tenants/city", adapters("{\"type\":\"a\",\"enabled\":true}"));
        assertThat(city.told).containsExactly("city/+ goes", "city/+ goes", "city/+ stays");
    }

    private String adapters(String list) {
        ObjectNode tenant = (ObjectNode) City.json("{\"adapters\":[" + list + "]}");
        tenant.putArray("trusted-ca").add(authority.entry());
        return tenant.toString();
    }

    private String device(String asked) {
        return ((Admission.Admitted) login(asked, lamp)).registration().device().toString();
    }

    private int status(X509Certificate... chain) {
        return City.status(login(chain));
    }

    private Admission login(X509Certificate... chain) {
        return login("", chain);
    }

    private Admission login(String asked, X509Certificate... chain) {
        return City.await(city.registry.authenticate(new Credential.Certificate(asked, List.of(chain)), "hono-mqtt"));
    }

    private void trust(String tenant, ObjectNode... anchors) {
        ObjectNode body = Json.object();
        body.putArray("trusted-ca").addAll(Stream.of(anchors).toList());
        Exchange put = city.put("/v1/tenants/" + tenant, body.toString());
        if (put.status() == 404) {
            put = city.post("/v1/tenants/" + tenant, body.toString());
        }
        assertThat(put.status()).isIn(201, 204);
    }

    private void credential(String device, String subject, String secret) {
        assertThat(city.put("/v1/credentials/city/" + device, credentials(subject, secret))
                        .status())
                .isEqualTo(204);
    }

    private static String credentials(String subject, String secret) {
        return "[{\"type\":\"x509-cert\",\"auth-id\":\"" + subject + "\",\"secrets\":[" + secret + "]}]";
    }
}
