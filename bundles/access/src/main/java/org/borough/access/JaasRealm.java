// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A realm of Karaf: its files, or whatever login modules (LDAP, database) the operator configured for it. */
final class JaasRealm implements Realm {

    private static final Logger LOG = LoggerFactory.getLogger(JaasRealm.class);

    private final String name;
    private final Path users;
    private final Argon2Passwords passwords = new Argon2Passwords();
    private final String nobodys = passwords.encryptPassword(Secret.random());

    /**
     * Takes the realm's name.
     *
     * @param users the file whose changes are noticed at once
     */
    JaasRealm(String name, Path users) {
        this.name = name;
        this.users = users;
    }

    @Override
    public Optional<Set<String>> login(String user, String password) {
        Subject subject = new Subject();
        try {
            new LoginContext(name, subject, callbacks -> answer(callbacks, user, password)).login();
        } catch (LoginException refused) {
            takeAsLongAsFor(user, password);
            return Optional.empty();
        }
        // A realm whose modules are all optional must still have named the user.
        boolean named = subject.getPrincipals(UserPrincipal.class).stream()
                .anyMatch(principal -> principal.getName().equals(user));
        return named ? Optional.of(roles(subject)) : Optional.empty();
    }

    /** How long a refusal takes shall not tell who is a user. */
    private void takeAsLongAsFor(String user, String password) {
        try {
            if (!new Users(users).has(user)) {
                passwords.checkPassword(password, nobodys);
            }
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read: {}", users, unreadable.getMessage());
        }
    }

    private static Set<String> roles(Subject subject) {
        return subject.getPrincipals(RolePrincipal.class).stream()
                .map(RolePrincipal::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void answer(Callback[] callbacks, String user, String password) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback asked) {
                asked.setName(user);
            } else if (callback instanceof PasswordCallback asked) {
                asked.setPassword(password.toCharArray());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public long version() {
        return users.toFile().lastModified();
    }
}
