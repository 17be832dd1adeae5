// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordsTest {

    private final Argon2Passwords passwords = new Argon2Passwords();

    @Test
    void knowsThePasswordAgainAndNoOther() {
        String stored = passwords.encryptPassword("s3cret:ü,");

        assertThat(passwords.checkPassword("s3cret:ü,", stored)).isTrue();
        assertThat(passwords.checkPassword("s3cret:ü;", stored)).isFalse();
    }

    @Test
    void storesTheSamePasswordDifferentlyEachTimeAndWithoutCommas() {
        String stored = passwords.encryptPassword("same");

        assertThat(stored).startsWith("argon2id:19456:2:1:").doesNotContain(",", "same");
        assertThat(passwords.encryptPassword("same")).isNotEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "argon2id:19456:2:1:c2FsdHNhbHRzYWx0c2FsdA",
                "argon2id:x:2:1:c2FsdHNhbHRzYWx0c2FsdA:aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "argon2id:19456:0:0:c2FsdHNhbHRzYWx0c2FsdA:aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "argon2id:19456:2:1:!!!!:aGFzaA",
                "argon2id:19456:2:1:c2FsdHNhbHRzYWx0c2FsdA:"
            })
    void refusesWhatIsNoHash(String stored) {
        assertThat(passwords.checkPassword("plain", stored)).isFalse();
        assertThat(passwords.checkPassword("", stored)).isFalse();
    }
}
