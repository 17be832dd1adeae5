// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request to a servlet and its answer, without a server in between. */
final class Exchange {

    private static final List<String> PLACES = List.of(
            "/v1/tenants",
            "/v1/devices",
            "/v1/credentials",
            "/city/v1/audit",
            "/city/v1/devices",
            "/city/v1/templates");

    private final Servlet servlet;
    private final String method;
    private final String path;
    private final Map<String, List<String>> parameters = new HashMap<>();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final CountDownLatch complete = new CountDownLatch(1);
    private byte[] body = {};
    private String user = "admin";
    private boolean administrator = true;
    private int status;

    Exchange(Servlet servlet, String method, String path) {
        this.servlet = servlet;
        this.method = method;
        this.path = path;
    }

    Exchange json(String text) {
        return body("application/json", text);
    }

    Exchange body(String type, String text) {
        return bytes(type, text.getBytes(StandardCharsets.UTF_8));
    }

    Exchange bytes(String type, byte[] bytes) {
        body = bytes.clone();
        return header("Content-Type", type);
    }

    Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Exchange parameter(String name, String value) {
        parameters.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
        return this;
    }

    /** Who asks; nobody when empty. */
    Exchange as(String name, boolean isAdministrator) {
        user = name;
        administrator = isAdministrator;
        return this;
    }

    Exchange send() {
        try {
            servlet.service(request(), response());
            if (!complete.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no answer to " + method + " " + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    int status() {
        return status;
    }

    String header(String name) {
        return answered.get(name);
    }

    String text() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    JsonNode answer() {
        return Json.read(answer.toByteArray());
    }

    String error() {
        return answer().get("error").asText();
    }

    private HttpServletRequest request() {
        String place = PLACES.stream().filter(path::startsWith).findFirst().orElseThrow();
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getServletPath" -> place;
            case "getPathInfo" -> path.length() == place.length() ? null : path.substring(place.length());
            case "getContentType" -> headers.get("Content-Type");
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getParameterValues" ->
                Optional.ofNullable(parameters.get((String) arguments[0]))
                        .map(values -> values.toArray(new String[0]))
                        .orElse(null);
            case "getUserPrincipal" -> user.isEmpty() ? null : (Principal) () -> user;
            case "isUserInRole" -> administrator && arguments[0].equals("admin");
            case "getAttribute" -> List.of("borough:" + user, "borough:admin");
            case "getInputStream" -> new Incoming(new ByteArrayInputStream(body));
            case "startAsync" -> asynchronous();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private AsyncContext asynchronous() {
        return proxy(AsyncContext.class, (name, arguments) -> {
            switch (name) {
                case "start" -> ((Runnable) arguments[0]).run();
                case "complete" -> complete.countDown();
                default -> {
                    // No timeouts here.
                }
            }
            return null;
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus" -> status = (Integer) arguments[0];
                case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> answered.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> answered.put("Content-Length", arguments[0].toString());
                case "getOutputStream" -> {
                    return new Outgoing(answer);
                }
                default -> throw new UnsupportedOperationException(name);
            }
            return null;
        });
    }

    private interface Behaviour {
        Object call(String name, Object... arguments);
    }

    private static <T> T proxy(Class<T> type, Behaviour behaviour) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) ->
                        behaviour.call(called.getName(), arguments == null ? new Object[0] : arguments));
        return type.cast(proxy);
    }

    private static final class Incoming extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Incoming(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("these bodies are read at once");
        }
    }

    private static final class Outgoing extends ServletOutputStream {

        private final ByteArrayOutputStream bytes;

        Outgoing(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("these answers are written at once");
        }
    }
}
