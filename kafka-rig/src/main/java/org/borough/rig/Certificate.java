// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A self-signed certificate of 127.0.0.1 with its key, made by the JDK's keytool. */
record Certificate(Path store) {

    static final String PASSWORD = "changeit";

    static Certificate make(Path folder) throws IOException {
        Path store = store(folder);
        keytool("-genkeypair -alias own -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -validity 1"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store);
        keytool("-exportcert -rfc -alias own -storepass " + PASSWORD + " -keystore " + store + " -file "
                + folder.resolve("tls.pem"));
        return new Certificate(store);
    }

    private static Path store(Path folder) {
        return folder.resolve("tls.p12");
    }

    static String pem(Path folder) {
        try {
            return Files.readString(folder.resolve("tls.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(String arguments) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = Stream.concat(Stream.of(tool), Arrays.stream(arguments.split(" ")))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
