// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides to which address a model's URL leads, if to any: models are text that strangers may name. */
final class Hosts {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Settings.Fetching settings;

    Hosts(Settings.Fetching settings) {
        this.settings = settings;
    }

    /** Whether a URL may be fetched, as far as can be told without looking its host up. */
    boolean allows(URI url) {
        return isWeb(url) && isListed(settings.hosts(), url) && url.getRawUserInfo() == null;
    }

    /**
     * Where to connect. May wait for a name server.
     *
     * @throws Unavailable if the URL must not be fetched
     */
    InetSocketAddress target(URI url) {
        if (!allows(url)) {
            throw Unavailable.forbidden(url.toString(), "its host or port is not among allowedHosts");
        }
        InetSocketAddress address = mapped(url).orElseGet(() -> lookedUp(url));
        boolean plain = !url.getScheme().equalsIgnoreCase("https");
        if (plain && !(address.getAddress().isLoopbackAddress() && isListed(settings.privateHosts(), url))) {
            throw Unavailable.forbidden(url.toString(), "plain HTTP is only for loopback hosts among privateHosts");
        }
        return address;
    }

    private Optional<InetSocketAddress> mapped(URI url) {
        return Optional.ofNullable(settings.addresses().get(host(url))).map(address -> {
            int colon = address.lastIndexOf(':');
            boolean withPort = colon > 0 && address.indexOf(':') == colon || address.lastIndexOf("]:") > 0;
            String host = withPort ? address.substring(0, colon) : address;
            try {
                int port = withPort ? Integer.parseInt(address.substring(colon + 1)) : port(url);
                return new InetSocketAddress(InetAddress.getByName(host), port);
            } catch (UnknownHostException | IllegalArgumentException e) {
                throw Unavailable.unreachable(url.toString(), "hostAddresses has " + address + ", which is none");
            }
        });
    }

    private InetSocketAddress lookedUp(URI url) {
        try {
            InetAddress address = InetAddress.getByName(url.getHost());
            if (isInside(address) && !isListed(settings.privateHosts(), url)) {
                throw Unavailable.forbidden(
                        url.toString(), "its address " + address.getHostAddress() + " is not public");
            }
            return new InetSocketAddress(address, port(url));
        } catch (UnknownHostException e) {
            throw Unavailable.unreachable(url.toString(), "its host is not known");
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        boolean reserved = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
        return uniqueLocal
                || shared
                || reserved
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }

    private static boolean isListed(Set<String> hosts, URI url) {
        boolean usualPort = port(url) == (url.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP);
        return usualPort && hosts.contains(host(url)) || hosts.contains(host(url) + ":" + port(url));
    }

    private static boolean isWeb(URI url) {
        return url.getScheme() != null
                && url.getHost() != null
                && (url.getScheme().equalsIgnoreCase("https") || url.getScheme().equalsIgnoreCase("http"));
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return url.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    }
}
