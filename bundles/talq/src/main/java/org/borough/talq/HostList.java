// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * To which hosts messages may go: to those that are named, and to none of this machine or its local networks otherwise.
 *
 * @param allowed names or addresses; {@code *} allows all
 */
public record HostList(Set<String> allowed) {

    /** Keeps its own copy. */
    public HostList {
        allowed = Set.copyOf(allowed);
    }

    /** Why a host may not be reached, if it may not. Looks the name up, so it may take a while. */
    public Optional<String> refusal(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[(.*)\\]$", "$1");
        if (allowed.contains("*") || allowed.contains(name)) {
            return Optional.empty();
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                if (isInner(address)) {
                    return Optional.of("The host '" + host
                            + "' is in this machine or its local networks; name it in allowedHosts.");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("The host '" + host + "' is not known.");
        }
    }

    private static boolean isInner(InetAddress address) {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress();
    }
}
