// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A router between a device and the server; it gives the device another address when it is told to. */
final class Nat implements AutoCloseable {

    /** What the device sent. */
    final List<byte[]> datagrams = new CopyOnWriteArrayList<>();

    private final int server;
    private final DatagramSocket inside = socket();
    private volatile DatagramSocket outside;
    private volatile SocketAddress device;

    Nat(int server) {
        this.server = server;
        changeAddress();
        relay(inside, packet -> {
            device = packet.getSocketAddress();
            datagrams.add(bytes(packet));
            outside.send(new DatagramPacket(bytes(packet), packet.getLength(), loopback(), server));
        });
    }

    int port() {
        return inside.getLocalPort();
    }

    /** From now on the server sees the device elsewhere. */
    void changeAddress() {
        DatagramSocket before = outside;
        DatagramSocket next = socket();
        relay(next, packet -> inside.send(new DatagramPacket(bytes(packet), packet.getLength(), device)));
        outside = next;
        if (before != null) {
            before.close();
        }
    }

    int server() {
        return server;
    }

    static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private interface Hop {
        void take(DatagramPacket packet) throws IOException;
    }

    private static void relay(DatagramSocket from, Hop hop) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                    from.receive(packet);
                    hop.take(packet);
                }
            } catch (IOException e) {
                from.close();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, loopback());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
    }
}
