// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.borough.endpoint.testing.FakeCity;

/** A client that writes the bytes of HTTP itself, and so can do wrong. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader in;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void request(String line, String id, String body) throws IOException {
        text(line + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + Running.authorization(id + "@" + FakeCity.TENANT + ":secret") + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    void text(String text) throws IOException {
        bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void bytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The status lines of the next answers. */
    List<Integer> statuses(int count) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        while (statuses.size() < count) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("cut off after " + statuses);
            }
            // A body has no line end of its own, so that the next answer may stand behind it.
            int start = line.indexOf("HTTP/1.1 ");
            if (start >= 0) {
                statuses.add(Integer.parseInt(line.substring(start + 9, start + 12)));
            }
        }
        return statuses;
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
