// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.net.URI;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** A search took too long. Ditto has a class for this too, but not among its published libraries. */
final class SearchTimeException extends DittoRuntimeException {

    private static final long serialVersionUID = 1L;

    SearchTimeException(DittoHeaders headers) {
        this(
                headers,
                "The request took too long to process.",
                "Search for less, or for something that fewer things have, and try again later.",
                null);
    }

    private SearchTimeException(DittoHeaders headers, String message, String description, URI href) {
        super(
                "thing-search:query.time.exceeded",
                HttpStatus.REQUEST_TIMEOUT,
                headers,
                message,
                description,
                null,
                href);
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new SearchTimeException(
                headers, getMessage(), getDescription().orElse(null), getHref().orElse(null));
    }
}
