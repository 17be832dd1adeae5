// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerTest {

    @Test
    void startsOnceMoreAfterItWasKilled() {
        try (Broker broker = Broker.start(2)) {
            String servers = broker.bootstrapServers();
            broker.kill();
            broker.restart();
            assertThat(broker.bootstrapServers()).isEqualTo(servers);
        }
    }
}
