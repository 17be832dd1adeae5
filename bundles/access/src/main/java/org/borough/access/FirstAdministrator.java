// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.karaf.jaas.modules.EncryptionService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nobody is shipped. Where there is no user yet, makes user {@code admin} with a random password, which stands in clear
 * only in {@code admin.password} in the home folder, and a key for the console on this machine.
 */
@Component(service = FirstAdministrator.class, immediate = true)
public final class FirstAdministrator {

    static final String NAME = "admin";
    static final String PASSWORD_FILE = "admin.password";
    static final String KEY_FILE = "console.key";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Audit audit = new Audit();
    private final ExecutorService keys = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "borough-console-key");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public FirstAdministrator(BundleContext context, @Reference(target = "(name=argon2id)") EncryptionService passwords)
            throws IOException {
        this(Folders.of(context), passwords);
    }

    FirstAdministrator(Folders folders, EncryptionService passwords) throws IOException {
        Users users = new Users(folders.etc().resolve("users.properties"));
        if (users.empty()) {
            makeUser(users, folders.home().resolve(PASSWORD_FILE), passwords);
            // An RSA key takes its time to make; nothing but the console waits for it.
            keys.execute(() -> makeKey(folders));
        }
        keys.shutdown();
    }

    private void makeUser(Users users, Path file, EncryptionService passwords) throws IOException {
        String password = Secret.random();
        String hash = passwords.createEncryption(Map.of()).encryptPassword(password);
        PrivateFile.write(file, password);
        users.addAdministrator(NAME, "{CRYPT}" + hash + "{CRYPT}");
        LOG.info("There was no user. Made user {}; the password is in {}", NAME, file);
        audit.record("user-made", NAME, "first start", "roles=admin");
    }

    private void makeKey(Folders folders) {
        try {
            Users owners = new Users(folders.etc().resolve("keys.properties"));
            if (!owners.has(NAME)) {
                ConsoleKey key = ConsoleKey.random();
                owners.addAdministrator(NAME, key.publicPart());
                PrivateFile.write(folders.home().resolve(KEY_FILE), key.privatePart());
                audit.record("key-made", NAME, "first start", "for the console on this machine");
            }
        } catch (IOException failed) {
            LOG.warn("No key for the console: {}. Log in with the password instead", failed.toString());
        }
    }

    /** Waits for nothing: a key that is being made is made to the end. */
    @Deactivate
    void stop() {
        keys.shutdown();
    }
}
