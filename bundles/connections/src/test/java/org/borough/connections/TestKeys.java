// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A server's and a client's self-signed certificates, made by the JDK's keytool. The server's store trusts the client. */
record TestKeys(Path serverStore, String serverCertificate, String clientCertificate, String clientKey) {

    static final String PASSWORD = "changeit";

    private static final String STORE = " -storetype PKCS12 -storepass " + PASSWORD + " -keystore ";

    static TestKeys make(Path folder) throws IOException, GeneralSecurityException {
        Path server = pair(folder, "server", "-ext SAN=ip:127.0.0.1 ");
        Path client = pair(folder, "client", "");
        keytool("-importcert -noprompt -alias friend" + STORE + server + " -file " + folder.resolve("client.pem"));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(client)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("own", PASSWORD.toCharArray()).getEncoded();
        return new TestKeys(
                server,
                Files.readString(folder.resolve("server.pem")),
                Files.readString(folder.resolve("client.pem")),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static Path pair(Path folder, String name, String more) throws IOException {
        Path store = folder.resolve(name + ".p12");
        keytool("-genkeypair -alias own -keyalg EC -validity 1 -dname CN=" + name + " " + more.strip() + STORE + store);
        keytool("-exportcert -rfc -alias own" + STORE + store + " -file " + folder.resolve(name + ".pem"));
        return store;
    }

    private static void keytool(String arguments) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = Stream.concat(Stream.of(tool), Arrays.stream(arguments.split(" +")))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
