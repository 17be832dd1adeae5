// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.AbstractDittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.HeaderDefinition;

/** Headers that know who asks. Ditto's own parse the header that says so each time they are asked, which is often. */
final class CallerHeaders extends AbstractDittoHeaders {

    private final AuthorizationContext caller;

    private CallerHeaders(DittoHeaders headers, AuthorizationContext caller) {
        super(headers);
        this.caller = caller;
    }

    /** Headers in the name of somebody; they must say the same themselves. */
    static DittoHeaders of(DittoHeaders headers, AuthorizationContext caller) {
        return new CallerHeaders(headers, caller);
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
