// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A door on a real Jetty, and what is wrong with the requests that came to it. The user's name of Basic authentication
 * stands for what the platform's authentication finds.
 */
public final class PublishedDoor {

    private final Server server = new Server();
    private final int port;
    private final Published published;
    private final AtomicReference<Servlet> door = new AtomicReference<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Opens a port; {@link #open} puts something behind it. */
    public PublishedDoor(Published published) throws Exception {
        this.published = published;
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder filter = new FilterHolder(new Watch());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(new Behind());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/v2/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    /** What answers from now on. */
    public void open(Servlet servlet) {
        door.set(servlet);
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + port + "/v2";
    }

    /** What was wrong with requests so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What came so far, as method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void close() throws Exception {
        server.stop();
    }

    private final class Behind extends jakarta.servlet.http.HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            Servlet servlet = door.get();
            if (servlet == null) {
                response.setStatus(503);
            } else {
                servlet.service(request, response);
            }
        }
    }

    private final class Watch extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            byte[] body = request.getInputStream().readAllBytes();
            Map<String, String> headers = new LinkedHashMap<>();
            Collections.list(request.getHeaderNames()).forEach(name -> headers.put(name, request.getHeader(name)));
            String uri = request.getPathInfo() + "?" + request.getQueryString();
            requests.add(request.getMethod() + " " + request.getPathInfo());
            published
                    .request(request.getMethod(), uri, headers, body)
                    .forEach(problem -> problems.add(request.getMethod() + " " + uri + " "
                            + new String(body, StandardCharsets.UTF_8) + ": " + problem));
            chain.doFilter(new Known(request, body), response);
        }
    }

    private static final class Known extends HttpServletRequestWrapper {

        private final byte[] body;
        private final String user;

        Known(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
            this.user = user(request.getHeader("Authorization"));
            request.setAttribute("org.borough.subjects", List.of("borough:" + user));
        }

        private static String user(String header) {
            return header == null
                    ? "anonymous"
                    : new String(Base64.getDecoder().decode(header.replace("Basic ", "")), StandardCharsets.UTF_8)
                            .replaceAll(":.*", "");
        }

        @Override
        public Principal getUserPrincipal() {
            return user.equals("anonymous") ? null : () -> user;
        }

        @Override
        public String getPathInfo() {
            return super.getPathInfo();
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
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
                    throw new UnsupportedOperationException("it is all there");
                }
            };
        }
    }
}
