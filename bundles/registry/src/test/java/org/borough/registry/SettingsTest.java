// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void aValueOutOfRangeIsNamedWithTheAllowedOnes() {
        assertThatThrownBy(() -> RegistrySettings.Check.valid(new City.QuickSettings(3, 2, 10)))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("bcryptCost is 3")
                .hasMessageContaining("from 4 to 16");
        assertThatThrownBy(() -> RegistrySettings.Check.valid(new City.QuickSettings(4, 0, 10)))
                .hasMessageContaining("passwordThreads is 0");
    }

    @Test
    void aPasswordThatBcryptCannotHashWholeIsRefused() {
        try (Passwords passwords = new Passwords(4, 1, 1)) {
            assertThatThrownBy(() -> passwords.hash("ä".repeat(40))).hasMessageContaining("72 bytes");
        }
    }
}
