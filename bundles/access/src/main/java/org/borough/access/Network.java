// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Some addresses: all whose first bits are these.
 *
 * @param first any address of it
 * @param bits how many bits count
 */
record Network(InetAddress first, int bits) {

    /**
     * Reads an address, or a network in the form {@code 10.0.0.0/8}. Names of hosts are no addresses.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Network of(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * 8;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(text + " has more bits than an address");
        }
        return new Network(address, bits);
    }

    static InetAddress address(String text) {
        if (!text.matches("[0-9.]{7,15}|[0-9A-Fa-f:.%\\[\\]a-z]*:[0-9A-Fa-f:.%\\[\\]a-z]*")) {
            throw new IllegalArgumentException(text + " is no address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notOne) {
            throw new IllegalArgumentException(text + " is no address", notOne);
        }
    }

    boolean has(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
