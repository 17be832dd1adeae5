// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.junit.jupiter.api.Test;

class PresharedKeysTest {

    /** A registry where the lamp has two keys. */
    private static final class TwoKeys implements Registrations {

        @Override
        public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
            return CompletableFuture.completedFuture(admit(new DeviceId("", ""), "", protocol));
        }

        @Override
        public Admission admit(DeviceId device, String gateway, String protocol) {
            return new Admission.Refused(401, "nobody");
        }

        @Override
        public List<Registration> list(String tenant) {
            return List.of();
        }

        @Override
        public List<byte[]> presharedKeys(String tenant, String authId) {
            return tenant.equals("springfield") && authId.equals("lamp")
                    ? List.of(new byte[] {1, 1, 1}, new byte[] {2, 2, 2})
                    : List.of();
        }
    }

    private final PresharedKeys keys = new PresharedKeys(new TwoKeys());

    private PskSecretResult ask(String identity) {
        return keys.requestPskSecretResult(
                ConnectionId.EMPTY, null, new PskPublicInformation(identity), "HmacSHA256", null, null, true);
    }

    @Test
    void aDeviceWithSeveralKeysGetsThemInTurn() {
        List<byte[]> given = Stream.of(1, 2, 3, 4)
                .map(i -> ask("lamp@springfield").getSecret().getEncoded())
                .toList();
        assertThat(given).extracting(key -> (int) key[0]).containsExactly(1, 2, 1, 2);
    }

    @Test
    void whoIsNotKnownGetsNone() {
        assertThat(Stream.of("lamp", "@", "lamp@", "@springfield", "other@springfield", "lamp@spring@field"))
                .allSatisfy(identity -> assertThat(ask(identity).getSecret()).isNull());
    }
}
