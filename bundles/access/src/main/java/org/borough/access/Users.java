// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** One of Karaf's files of users: {@code users.properties} or {@code keys.properties}. */
record Users(Path file) {

    private static final String GROUP = "_g_:";
    private static final String ADMINISTRATORS = "_g_:admingroup";
    private static final String ROLES = "group,admin,manager,viewer,systembundles,ssh";

    /** Whether anybody at all can come in by it. */
    boolean empty() throws IOException {
        return load().stringPropertyNames().stream().allMatch(name -> name.startsWith(GROUP));
    }

    boolean has(String user) throws IOException {
        return load().containsKey(user);
    }

    /** Adds an administrator, and the administrators' group where it is missing; leaves every other line alone. */
    void addAdministrator(String user, String proof) throws IOException {
        StringBuilder text = new StringBuilder(Files.exists(file) ? Files.readString(file) : "");
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append(user)
                .append(" = ")
                .append(proof)
                .append(',')
                .append(ADMINISTRATORS)
                .append('\n');
        if (!has(ADMINISTRATORS)) {
            text.append(ADMINISTRATORS.replace(":", "\\:"))
                    .append(" = ")
                    .append(ROLES)
                    .append('\n');
        }
        PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Properties load() throws IOException {
        Properties users = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                users.load(reader);
            }
        }
        return users;
    }
}
