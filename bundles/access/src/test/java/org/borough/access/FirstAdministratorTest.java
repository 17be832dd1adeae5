// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdministratorTest {

    private static final String COMMENT = "# users of the console\n#karaf = karaf,_g_:admingroup";

    @TempDir
    Path home;

    private Folders folders;
    private final Argon2Passwords passwords = new Argon2Passwords();

    @BeforeEach
    void makeFolders() throws IOException {
        folders = new Folders(home, Files.createDirectory(home.resolve("etc")));
        Files.writeString(users(), COMMENT);
    }

    @Test
    void makesAnAdministratorWhosePasswordOnlyTheOwnerReads() throws IOException {
        new FirstAdministrator(folders, passwords, later -> {});

        Path file = home.resolve("admin.password");
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(24);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String line = load(users()).getProperty("admin");
        assertThat(line)
                .startsWith("{CRYPT}argon2id:")
                .endsWith("{CRYPT},_g_:admingroup")
                .doesNotContain(password);
        String hash = line.substring("{CRYPT}".length(), line.lastIndexOf("{CRYPT}"));
        assertThat(passwords.checkPassword(password, hash)).isTrue();
    }

    @Test
    void leavesTheRestOfTheFileAndGivesTheGroupItsRoles() throws IOException {
        new FirstAdministrator(folders, passwords, later -> {});

        assertThat(Files.readString(users())).startsWith(COMMENT + "\n");
        assertThat(load(users()).getProperty("_g_:admingroup"))
                .isEqualTo("group,admin,manager,viewer,systembundles,ssh");
    }

    @Test
    void makesAKeyForTheConsoleThatOpensNothingElse() throws IOException {
        new FirstAdministrator(folders, passwords, Runnable::run);

        Path key = home.resolve("console.key");
        assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(load(folders.etc().resolve("keys.properties")).getProperty("admin"))
                .startsWith("AAAAB3NzaC1yc2E")
                .endsWith(",_g_:admingroup");
    }

    @Test
    void doesNothingWhereThereIsAUser() throws IOException {
        String mine = "ops = {CRYPT}x{CRYPT},_g_:admingroup\n_g_\\:admingroup = group,admin\n";
        Files.writeString(users(), mine);

        new FirstAdministrator(folders, passwords, later -> {});

        assertThat(Files.readString(users())).isEqualTo(mine);
        assertThat(home.resolve("admin.password")).doesNotExist();
        assertThat(home.resolve("console.key")).doesNotExist();
    }

    @Test
    void makesTheFileWhenThereIsNone() throws IOException {
        Files.delete(users());

        new FirstAdministrator(folders, passwords, later -> {});

        assertThat(load(users())).containsKey("admin");
    }

    private Path users() {
        return folders.etc().resolve("users.properties");
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
