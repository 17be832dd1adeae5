// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PipelineElement;
import org.eclipse.ditto.placeholders.PlaceholderNotResolvableException;

/** The placeholder by which callers put themselves into a policy without knowing their subject. */
final class RequestSubject {

    private static final String NAME = "request:subjectId";
    private static final Set<String> NAMES = Set.of(NAME, "request.subjectId");

    private RequestSubject() {}

    /** The text with the caller's subject in the place of the placeholder; refuses other placeholders. */
    static String in(String text, DittoHeaders headers) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        return ExpressionResolver.substitute(text, name -> resolved(name.trim(), headers))
                .findFirst()
                .orElse(text);
    }

    private static PipelineElement resolved(String name, DittoHeaders headers) {
        if (!NAMES.contains(name)) {
            throw PlaceholderNotResolvableException.newUnknownPlaceholderBuilder(name, List.of(NAME))
                    .dittoHeaders(headers)
                    .build();
        }
        Optional<String> subject =
                headers.getAuthorizationContext().getFirstAuthorizationSubject().map(AuthorizationSubject::getId);
        return subject.map(PipelineElement::resolved).orElseGet(PipelineElement::unresolved);
    }
}
