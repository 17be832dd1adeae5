// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Reads documents by HTTP, without following anybody elsewhere. */
final class HttpDocuments implements Documents, AutoCloseable {

    private static final int MOST_BYTES = 256 * 1024;

    private final Duration timeout;
    private final ExecutorService threads;
    private final HttpClient client;

    HttpDocuments(Duration timeout, SSLContext trust) {
        this.timeout = timeout;
        threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "access-oidc");
            thread.setDaemon(true);
            return thread;
        });
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .sslContext(trust)
                .build();
    }

    @Override
    public CompletionStage<String> get(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        BodyHandler<String> limited = head -> new LimitedBody(MOST_BYTES);
        // The request's own time-out ends with the head of the answer; this one is for a body that does not come.
        return client.sendAsync(request, limited)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(answer -> body(uri, answer));
    }

    private static String body(URI uri, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswerException(uri + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
