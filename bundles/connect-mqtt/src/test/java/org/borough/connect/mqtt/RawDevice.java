// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.borough.endpoint.testing.FakeCity;

/** A device that writes the bytes of MQTT 3.1.1 itself, and so can do wrong. */
final class RawDevice implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    RawDevice(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawDevice connected(Running endpoint, String id) throws IOException {
        return connected(endpoint, id, 0);
    }

    static RawDevice connected(Running endpoint, String id, int keepAliveSeconds) throws IOException {
        RawDevice device = new RawDevice(endpoint.port());
        device.connect(id, keepAliveSeconds);
        byte[] connack = device.in.readNBytes(4);
        if (connack[3] != 0) {
            throw new IOException("refused with " + connack[3]);
        }
        return device;
    }

    void connect(String id, int keepAliveSeconds) throws IOException {
        packet(0x10, connectBody(id, "secret", keepAliveSeconds));
    }

    static byte[] connectBody(String id, String password, int keepAliveSeconds) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.write(4);
        out.write(0xC2);
        out.writeShort(keepAliveSeconds);
        out.writeUTF("");
        out.writeUTF(id + "@" + FakeCity.TENANT);
        out.writeUTF(password);
        return body.toByteArray();
    }

    RawDevice publish(String topic, int qos, int packetId, String payload) throws IOException {
        packet(0x30 | qos << 1, publishBody(topic, qos, packetId, payload));
        return this;
    }

    static byte[] publishBody(String topic, int qos, int packetId, String payload) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(topic);
        if (qos > 0) {
            out.writeShort(packetId);
        }
        out.write(payload.getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    void packet(int first, byte... body) throws IOException {
        bytes(packetOf(first, body));
    }

    static byte[] packetOf(int first, byte... body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int length = body.length;
        do {
            out.write(length > 127 ? length & 127 | 128 : length);
            length >>= 7;
        } while (length > 0);
        out.write(body);
        return out.toByteArray();
    }

    void bytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    List<Integer> readPubacks(int count) throws IOException {
        List<Integer> ids = new ArrayList<>();
        while (ids.size() < count) {
            if (in.readUnsignedByte() != 0x40) {
                throw new IOException("not a PUBACK");
            }
            in.readUnsignedByte();
            ids.add(in.readUnsignedShort());
        }
        return ids;
    }

    byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Whether the other side closes in time. */
    boolean isCutOff() throws IOException {
        try {
            int next = in.read();
            while (next >= 0) {
                next = in.read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    void breakOff() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
