// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET over a connection of its own, to an address that was judged before: a client that looks the name up again
 * could be led elsewhere. Blocks until it is done, at most as long as was said.
 */
final class Fetch implements AutoCloseable {

    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private final URI url;
    private final int maxBytes;
    private final long deadline;
    private final Socket plain = new Socket();
    private Socket socket = plain;
    private InputStream in;

    /** An answer: its body is empty unless the status is 200. */
    record Response(int status, Map<String, String> headers, byte[] body) {}

    Fetch(URI url, int maxBytes, long timeoutNanos) {
        this.url = url;
        this.maxBytes = maxBytes;
        this.deadline = System.nanoTime() + timeoutNanos;
    }

    Response get(InetSocketAddress address, SSLSocketFactory tls) throws IOException {
        plain.connect(address, remaining());
        if (url.getScheme().equalsIgnoreCase("https")) {
            socket = secured(tls);
        }
        String path = (url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        String host = url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "");
        socket.setSoTimeout(remaining());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + host
                                + "\r\nAccept: application/tm+json, application/ld+json, application/json, */*;q=0.1"
                                + "\r\nAccept-Encoding: identity\r\nUser-Agent: Borough\r\nConnection: close\r\n\r\n")
                        .getBytes(ISO_8859_1));
        in = socket.getInputStream();
        return response();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        plain.close();
    }

    private Socket secured(SSLSocketFactory tls) throws IOException {
        plain.setSoTimeout(remaining());
        SSLSocket secured = (SSLSocket) tls.createSocket(plain, url.getHost(), plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private Response response() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
            throw new IOException("it does not answer as HTTP does");
        }
        Map<String, String> headers = headers();
        int code = Integer.parseInt(status[1]);
        return new Response(code, headers, code == 200 ? body(headers) : new byte[0]);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (headers.size() > MAX_HEADERS) {
                throw new IOException("it answers with too many headers");
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String length = headers.get("content-length");
        if (length == null) {
            for (int next = read(); next >= 0; next = read()) {
                add(body, next);
            }
        } else {
            take(body, number(length, 10));
        }
        return body.toByteArray();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            take(body, size);
            line();
        }
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return number(line().split(";", 2)[0].strip(), 16);
    }

    private int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number < 0 || number > maxBytes) {
                throw new IOException("it is larger than " + maxBytes + " bytes");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IOException("it is larger than " + maxBytes + " bytes", e);
        }
    }

    private void take(ByteArrayOutputStream body, int count) throws IOException {
        for (int taken = 0; taken < count; taken++) {
            int next = read();
            if (next < 0) {
                throw new EOFException("the answer is cut off");
            }
            add(body, next);
        }
    }

    private void add(ByteArrayOutputStream body, int next) throws IOException {
        if (body.size() >= maxBytes) {
            throw new IOException("it is larger than " + maxBytes + " bytes");
        }
        body.write(next);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0 || line.size() > MAX_LINE) {
                throw new EOFException("it does not answer as HTTP does");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private final byte[] buffer = new byte[MAX_LINE];
    private int at;
    private int filled;

    private int read() throws IOException {
        if (at == filled) {
            socket.setSoTimeout(remaining());
            filled = Math.max(0, in.read(buffer));
            at = 0;
        }
        return filled == 0 ? -1 : buffer[at++] & 0xff;
    }

    private int remaining() throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("it takes too long");
        }
        return (int) millis;
    }
}
