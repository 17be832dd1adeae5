// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.protocol.Adaptable;

/** A mapper that sees only what meets all of its conditions. */
final class Conditional implements Mapper {

    private final Mapper mapper;
    private final ConnectionId connection;
    private final Collection<String> in;
    private final Collection<String> out;
    private final Set<String> blockedTypes;

    Conditional(
            Mapper mapper,
            ConnectionId connection,
            Collection<String> in,
            Collection<String> out,
            Set<String> blockedTypes) {
        this.mapper = mapper;
        this.connection = connection;
        this.in = List.copyOf(in);
        this.out = List.copyOf(out);
        this.blockedTypes = blockedTypes;
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        boolean blocked = message.contentType().filter(blockedTypes::contains).isPresent();
        return !blocked && met(in, Placeholders.ofHeaders(message.headers(), who))
                ? mapper.in(message, who)
                : List.of();
    }

    @Override
    public List<External> out(Adaptable signal) {
        AuthorizationContext who = signal.getDittoHeaders().getAuthorizationContext();
        ExpressionResolver resolver = Placeholders.ofMessage(signal.getDittoHeaders(), signal, who, connection);
        return met(out, resolver) ? mapper.out(signal) : List.of();
    }

    /** A condition is met if something comes out of it. */
    private static boolean met(Collection<String> conditions, ExpressionResolver resolver) {
        return conditions.stream().allMatch(condition -> Templates.isMet(condition, resolver));
    }
}
