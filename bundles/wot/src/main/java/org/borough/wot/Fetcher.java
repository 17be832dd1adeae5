// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;

/** Fetches models from allowed hosts, on threads of its own. */
final class Fetcher implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final int MAX_REDIRECTS = 3;

    private final Settings.Fetching settings;
    private final Hosts hosts;
    private final SSLSocketFactory tls;
    private final ThreadPoolExecutor threads;

    Fetcher(Settings.Fetching settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings);
        this.tls = Trust.of(settings);
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), work -> {
                    Thread thread = new Thread(work, "borough-wot-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Completes with the model's JSON, or fails with an {@link Unavailable}. */
    CompletableFuture<JsonObject> fetch(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(Unavailable.invalid(url, "that is no address"));
        }
        if (!hosts.allows(uri)) {
            return CompletableFuture.failedFuture(
                    Unavailable.forbidden(url, "its host or port is not among allowedHosts"));
        }
        try {
            return CompletableFuture.supplyAsync(() -> load(url, uri), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    Unavailable.unreachable(url, "too many other models are being fetched"));
        }
    }

    /** Does something that need not be done at once. */
    void background(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private JsonObject load(String url, URI uri) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        try {
            return parsed(url, body(url, uri, end));
        } catch (IOException e) {
            throw Unavailable.unreachable(url, e.getMessage());
        }
    }

    private byte[] body(String url, URI start, long end) throws IOException {
        URI uri = start;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Fetch.Response response = once(uri, end);
            if (response.status() == 200) {
                return response.body();
            }
            Optional<URI> next = redirect(uri, response);
            if (next.isEmpty()) {
                throw Unavailable.unreachable(url, "its server answers with status " + response.status());
            }
            uri = next.get();
        }
        throw Unavailable.unreachable(url, "its server redirects too often");
    }

    private Fetch.Response once(URI uri, long end) throws IOException {
        try (Fetch fetch = new Fetch(uri, settings.maxBytes(), end - System.nanoTime())) {
            return fetch.get(hosts.target(uri), tls);
        }
    }

    /** Another place on the same host; other hosts are not followed. */
    private static Optional<URI> redirect(URI from, Fetch.Response response) {
        String location = response.headers().getOrDefault("location", "");
        if (response.status() < 300 || response.status() > 308 || location.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(location);
            boolean same = from.getScheme().equalsIgnoreCase(to.getScheme())
                    && from.getHost().equalsIgnoreCase(to.getHost())
                    && from.getPort() == to.getPort();
            return same ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonObject parsed(String url, byte[] body) {
        try {
            return JsonFactory.newObject(new String(body, StandardCharsets.UTF_8));
        } catch (JsonRuntimeException | StackOverflowError e) {
            throw Unavailable.invalid(url, "it is no JSON object");
        }
    }
}
