// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.apache.karaf.jaas.modules.Encryption;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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

    @Activate
    public FirstAdministrator(BundleContext context) throws IOException {
        this(Folders.of(context), new Argon2Passwords(), FirstAdministrator::inBackground);
    }

    FirstAdministrator(Folders folders, Encryption passwords, Executor later) throws IOException {
        Users users = new Users(folders.etc().resolve("users.properties"));
        if (users.empty()) {
            makeUser(users, folders.home().resolve(PASSWORD_FILE), passwords);
            // An RSA key takes its time to make; nothing but the console waits for it.
            later.execute(() -> makeKey(folders));
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "borough-console-key");
        thread.setDaemon(true);
        thread.start();
    }

    private void makeUser(Users users, Path file, Encryption passwords) throws IOException {
        String password = Secret.random();
        String hash = passwords.encryptPassword(password);
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
}
