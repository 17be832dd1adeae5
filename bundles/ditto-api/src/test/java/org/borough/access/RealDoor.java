// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.Filter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.borough.access.token.TokenVerdict;

/** The real authentication before users of whom each has the password "right", and a role by the same name. */
public final class RealDoor {

    private RealDoor() {}

    /** Whatever token comes, it is good, for one bearer. */
    public static Filter open(String bearer, Instant expires) {
        LoginConfig config = (LoginConfig) Proxy.newProxyInstance(
                LoginConfig.class.getClassLoader(),
                new Class<?>[] {LoginConfig.class, Annotation.class},
                (proxy, method, arguments) ->
                        method.getName().equals("failuresBeforeDelay") ? 1000 : method.getDefaultValue());
        Door door = new Door(new Users(), config, Clock.systemUTC());
        door.bindTokens(text -> CompletableFuture.completedFuture(new TokenVerdict.Valid(List.of(bearer), expires)));
        return door;
    }

    private static final class Users implements Realm {

        @Override
        public Optional<Set<String>> login(String user, String password) {
            return password.equals("right") ? Optional.of(Set.of(user)) : Optional.empty();
        }

        @Override
        public long version() {
            return 0;
        }
    }
}
