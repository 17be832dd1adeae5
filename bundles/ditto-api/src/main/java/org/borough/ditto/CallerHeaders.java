// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.AbstractDittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.HeaderDefinition;

/** Headers that know who asks. Ditto's own parse the header that says so each time they are asked, which is often. */
final class CallerHeaders extends AbstractDittoHeaders {

    private final AuthorizationContext caller;

    private CallerHeaders(Map<String, String> headers, AuthorizationContext caller) {
        super(headers);
        this.caller = caller;
    }

    /** Headers in the name of somebody; they must say the same themselves. */
    static DittoHeaders of(DittoHeaders headers, AuthorizationContext caller) {
        return new CallerHeaders(headers, caller);
    }

    /** The same with a correlation id that need not be checked; quicker than by Ditto's builder. */
    static DittoHeaders correlated(DittoHeaders headers, String correlationId) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(HeaderRules.CORRELATION_ID, correlationId);
        return new CallerHeaders(all, headers.getAuthorizationContext());
    }

    @Override
    public AuthorizationContext getAuthorizationContext() {
        return caller;
    }

    @Override
    protected Optional<HeaderDefinition> getSpecificDefinitionByKey(CharSequence key) {
        return Optional.empty();
    }
}
