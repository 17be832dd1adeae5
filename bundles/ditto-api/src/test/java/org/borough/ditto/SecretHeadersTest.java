// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.junit.jupiter.api.Test;

/** What proves who asks does not travel on with commands, and so not with the events that others see. */
class SecretHeadersTest {

    @Test
    void proofs_of_identity_stay_at_the_door() throws Exception {
        ScriptedEngine engine = new ScriptedEngine();
        engine.fails(
                PolicyNotAccessibleException.newBuilder(PolicyId.of("city:p")).build());
        TestServer server = new TestServer(engine, TestServer.SETTINGS);
        try {
            server.get(
                    "/api/2/policies/city:p?access_token=secret1",
                    "Authorization",
                    "Bearer secret2",
                    "x-borough-proxy-secret",
                    "secret3",
                    "x-ditto-pre-authenticated",
                    "secret4",
                    "x-ditto-dummy-auth",
                    "secret5",
                    "Cookie",
                    "secret6",
                    "x-own",
                    "travels");

            assertThat(engine.lastAsked().getDittoHeaders().toString())
                    .contains("travels")
                    .doesNotContain("secret");
        } finally {
            server.close();
        }
    }
}
