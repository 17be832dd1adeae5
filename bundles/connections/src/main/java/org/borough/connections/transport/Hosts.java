// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts connections may go to. By default not to this machine and not to its local networks, so that nobody who may
 * write connections reaches by them what only the city's own machines shall reach.
 *
 * @param allowed names or addresses that may be reached whatever they are; {@code *} allows all
 * @param blocked names that may not be reached
 * @param blockedPorts ports that may not be reached
 */
public record Hosts(Set<String> allowed, Set<String> blocked, Set<Integer> blockedPorts) {

    /** Why a host may not be reached, if it may not. Looks the name up, so it may take a while. */
    public Optional<String> refusal(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[(.*)\\]$", "$1");
        if (blockedPorts.contains(port)) {
            return Optional.of("The port " + port + " is blocked.");
        }
        if (allowed.contains("*") || allowed.contains(name)) {
            return Optional.empty();
        }
        if (blocked.contains(name)) {
            return Optional.of("The host '" + host + "' is blocked.");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                Optional<String> kind = inner(address);
                if (kind.isPresent()) {
                    return Optional.of("The host '" + host + "' is blocked: it is a " + kind.get() + " address.");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("The host '" + host + "' is not known.");
        }
    }

    private static Optional<String> inner(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        if (address.isSiteLocalAddress() || isUniqueLocal(address)) {
            return Optional.of("site local");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("link local");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("multicast");
        }
        return address.isAnyLocalAddress() ? Optional.of("wildcard") : Optional.empty();
    }

    /** The private addresses of IPv6, fc00::/7, which Java does not know as site-local. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }
}
