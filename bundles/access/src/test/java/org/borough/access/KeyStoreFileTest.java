// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.borough.testkit.ManualClock;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));

    @TempDir
    Path etc;

    private KeyStoreFile file;

    @BeforeEach
    void nameIt() {
        file = KeyStoreFile.of(Configured.access(Map.of()), new Folders(etc, etc));
    }

    @Test
    void holdsACertificateForThisMachineWithoutAnybodyElseReadingIt() throws Exception {
        file.save(KeyWithCertificate.selfSigned(clock));

        X509Certificate certificate = (X509Certificate) file.open().keys().getCertificate(KeyStoreFile.ALIAS);
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(certificate.getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getNotAfter().toInstant()).isAfter(Instant.parse("2031-11-01T00:00:00Z"));
        for (String name : List.of("borough.p12", "borough.p12.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysWhichFilesToPutRightWhenThePasswordIsWrong() throws IOException, GeneralSecurityException {
        file.save(KeyWithCertificate.selfSigned(clock));
        Files.writeString(etc.resolve("borough.p12.password"), "wrong\n");

        assertThatThrownBy(file::open)
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("borough.p12 ")
                .hasMessageContaining("borough.p12.password");
    }

    @Test
    void asksForThePasswordFileOfAGivenKeyStore() {
        AccessConfig config = Configured.access(Map.of("keystore", "/given/city.p12"));

        assertThatThrownBy(() -> KeyStoreFile.of(config, new Folders(etc, etc)))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("keystorePasswordFile");
    }

    @Test
    void takesAGivenKeyStore() {
        AccessConfig config =
                Configured.access(Map.of("keystore", "/given/city.p12", "keystorePasswordFile", "/given/secret"));

        assertThat(KeyStoreFile.of(config, new Folders(etc, etc)))
                .isEqualTo(new KeyStoreFile(Path.of("/given/city.p12"), Path.of("/given/secret")));
    }
}
