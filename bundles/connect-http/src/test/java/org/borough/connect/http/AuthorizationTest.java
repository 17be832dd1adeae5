// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.borough.connect.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final Credential LAMP = new Credential.Password("springfield", "lamp", "se:cr@t");

    @Test
    void aPasswordStandsBehindNameAndTenant() {
        assertThat(credentials("Basic " + encoded("lamp@springfield:se:cr@t"), "/event"))
                .containsExactly(LAMP);
        assertThat(credentials("bAsIC   " + encoded("lamp@springfield:se:cr@t"), "/event//x"))
                .containsExactly(LAMP);
    }

    @Test
    void allOfItMayBeEncodedInTheName() {
        assertThat(credentials("Basic " + encoded(encoded("lamp@springfield:se:cr@t") + ":"), "/event"))
                .containsExactly(LAMP);
    }

    @Test
    void aTokenMaySayItselfWhoItsDeviceIs() {
        assertThat(credentials("Bearer abc.def.ghi", "/event"))
                .containsExactly(new Credential.Token("", "", "abc.def.ghi"));
    }

    @Test
    void whereATokenDoesNotThePathDoes() {
        List<Credential> both = List.of(
                new Credential.Token("", "", "abc.def.ghi"),
                new Credential.Token("springfield", "lamp", "abc.def.ghi"));
        assertThat(credentials("bearer abc.def.ghi", "/event/springfield/lamp?x=y"))
                .isEqualTo(both);
        assertThat(credentials("bearer abc.def.ghi", "/command/res/springfield/lamp/r1"))
                .isEqualTo(both);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic %%%",
                "Basic bGFtcA==",
                "Basic OnNlY3JldA==",
                "Basic Og==",
                "Basic /////w==",
                "Bearer",
                "Bearer  ",
                "Digest x"
            })
    void whatIsNoneOfTheseProvesNothing(String header) {
        assertThat(credentials(header, "/event/springfield/lamp")).isEmpty();
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new Authorization("Bearer abc", "springfield", "lamp").toString())
                .doesNotContain("abc");
    }

    private static List<Credential> credentials(String header, String target) {
        return Authorization.of(header, Route.of(target)).credentials();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
