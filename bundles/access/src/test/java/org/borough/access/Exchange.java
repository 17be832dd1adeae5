// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** One request through the door, and what became of it. */
final class Exchange {

    private final Map<String, String> requestHeaders = new HashMap<>();
    private final String address;
    private String path = "/api/2/things";
    private String query;
    private String verb = "GET";
    private final Map<String, Object> attributes = new HashMap<>();
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = 200;
    HttpServletRequest passed;

    private Exchange(String authorization, String address) {
        this.address = address;
        header("Authorization", authorization);
    }

    static Exchange from(String address) {
        return new Exchange(null, address);
    }

    Exchange header(String name, String value) {
        requestHeaders.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    Exchange to(String wantedPath, String wantedQuery) {
        path = wantedPath;
        query = wantedQuery;
        return this;
    }

    Exchange method(String wanted) {
        verb = wanted;
        return this;
    }

    Object attribute(String name) {
        return attributes.get(name);
    }

    static Exchange anonymous(Door door) throws IOException, ServletException {
        return new Exchange(null, "10.0.0.1").through(door);
    }

    static Exchange with(Door door, String authorization) throws IOException, ServletException {
        return new Exchange(authorization, "10.0.0.1").through(door);
    }

    static Exchange basic(Door door, String user, String password) throws IOException, ServletException {
        return basic(door, user, password, "10.0.0.1");
    }

    static Exchange basic(Door door, String user, String password, String address)
            throws IOException, ServletException {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Exchange("Basic " + pair, address).through(door);
    }

    Exchange through(Preprocessor door) throws IOException, ServletException {
        FilterChain chain = (request, response) -> passed = (HttpServletRequest) request;
        door.doFilter(
                proxy(HttpServletRequest.class, this::request),
                proxy(HttpServletResponse.class, this::response),
                chain);
        return this;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    List<String> subjects() {
        return (List<String>) attributes.get("org.borough.subjects");
    }

    private Object request(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getHeader" -> requestHeaders.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
            case "getRemoteAddr" -> address;
            case "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "isUserInRole" -> false;
            case "getMethod" -> verb;
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> null;
        };
    }

    private Object response(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> status = (int) arguments[0];
            default -> {
                return method.getName().equals("getOutputStream") ? output() : null;
            }
        }
        return null;
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
