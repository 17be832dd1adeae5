// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.wot.model.ThingDefinitionInvalidException;
import org.eclipse.ditto.wot.model.WotThingModelInvalidException;
import org.eclipse.ditto.wot.model.WotThingModelNotAccessibleException;
import org.eclipse.ditto.wot.model.WotThingModelRefInvalidException;

/** Why a model cannot be had. What callers are told of it does not say how the city's network looks. */
final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        FORBIDDEN,
        UNREACHABLE,
        INVALID,
        REFERENCE
    }

    private final Kind kind;
    private final String url;
    private final AtomicBoolean news = new AtomicBoolean(true);

    private Unavailable(Kind kind, String url, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
        this.url = url;
    }

    static Unavailable forbidden(String url, String reason) {
        return new Unavailable(Kind.FORBIDDEN, url, reason);
    }

    static Unavailable unreachable(String url, String reason) {
        return new Unavailable(Kind.UNREACHABLE, url, reason);
    }

    static Unavailable invalid(String url, String reason) {
        return new Unavailable(Kind.INVALID, url, reason);
    }

    static Unavailable reference(String reference) {
        return new Unavailable(Kind.REFERENCE, reference, "does not point to an object of a model");
    }

    /** Whether nobody has heard of it yet; true once. */
    boolean isNews() {
        return news.compareAndSet(true, false);
    }

    /** Ditto's error for it. */
    DittoRuntimeException error(DittoHeaders headers) {
        return switch (kind) {
            case REFERENCE ->
                WotThingModelRefInvalidException.newBuilder(url)
                        .dittoHeaders(headers)
                        .build();
            case INVALID ->
                WotThingModelInvalidException.newBuilder(
                                "The WoT ThingModel at '" + url + "' is not valid: " + getMessage())
                        .dittoHeaders(headers)
                        .build();
            default -> notAccessible(headers);
        };
    }

    private DittoRuntimeException notAccessible(DittoHeaders headers) {
        try {
            var error = WotThingModelNotAccessibleException.newBuilder(toUrl());
            if (kind == Kind.FORBIDDEN) {
                error.description("Its host is not among those from which the operator of this city lets models be"
                        + " fetched (allowedHosts of " + Settings.PID + ").");
            }
            return error.dittoHeaders(headers).build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            return ThingDefinitionInvalidException.newBuilder(url)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private URL toUrl() throws MalformedURLException {
        return URI.create(url).toURL();
    }
}
