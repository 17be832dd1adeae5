// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody whose tokens are believed.
 *
 * @param name what its subjects begin with
 * @param url the claim {@code iss} of its tokens, and where it says which keys it has
 * @param templates what makes subjects of claims
 * @param audiences of which a token must name one; none asks for none
 */
record Issuer(String name, String url, List<SubjectTemplate> templates, Set<String> audiences) {

    /** As whom policies know the bearer of a token with these claims. */
    List<String> subjects(Map<String, Object> claims) {
        return templates.stream()
                .flatMap(template -> template.resolve(claims).stream())
                .map(subject -> name + ":" + subject)
                .distinct()
                .toList();
    }

    boolean isMeant(List<String> audience) {
        return audiences.isEmpty() || audience.stream().anyMatch(audiences::contains);
    }
}
