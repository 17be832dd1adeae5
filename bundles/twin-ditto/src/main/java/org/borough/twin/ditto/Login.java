// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** How the city proves to Ditto who it is. Files are read anew each time, since secrets change. */
sealed interface Login {

    /** The value of the header {@code Authorization}. */
    String authorization();

    /** A password out of the configuration. */
    record Password(String user, String password) implements Login {

        @Override
        public String authorization() {
            return basic(user, password);
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /** A password in a file of its own. */
    record PasswordFile(String user, Path file) implements Login {

        @Override
        public String authorization() {
            return basic(user, read(file));
        }
    }

    /** An OpenID Connect token in a file that somebody keeps fresh. */
    record Token(Path file) implements Login {

        @Override
        public String authorization() {
            return "Bearer " + read(file);
        }
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The secret in " + file + " cannot be read", e);
        }
    }
}
