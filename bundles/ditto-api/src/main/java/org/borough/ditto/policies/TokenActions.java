// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.policies;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.UnresolvedPlaceholderException;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectExpiry;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.commands.actions.ActivateTokenIntegration;
import org.eclipse.ditto.policies.model.signals.commands.actions.DeactivateTokenIntegration;
import org.eclipse.ditto.policies.model.signals.commands.actions.PolicyActionCommand;
import org.eclipse.ditto.policies.model.signals.commands.actions.TopLevelPolicyActionCommand;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyActionFailedException;

/** Makes commands of the actions by which the bearer of a token puts a subject of the token's into a policy. */
public final class TokenActions {

    /** The template without a configuration. */
    public static final String USUAL = "integration:{{jwt:sub}}:{{jwt:aud}}";

    private static final Label ANY = Label.of("-");

    private final String template;

    /** Subjects are made by this template. */
    public TokenActions(String template) {
        this.template = template;
    }

    /** Whether there is an action of a name. */
    public static boolean known(String action) {
        return action.equals(ActivateTokenIntegration.NAME) || action.equals(DeactivateTokenIntegration.NAME);
    }

    /**
     * The command for an action on an entry, or on all entries that allow it.
     *
     * @param token the caller's token; empty if he proved himself by something else
     * @param body what came with the request, or nothing
     */
    public Command<?> command(
            String action,
            PolicyId id,
            Optional<Label> entry,
            Optional<String> token,
            String body,
            DittoHeaders headers) {
        Token claims = token.map(Token::of)
                .orElseThrow(() -> PolicyActionFailedException.newBuilderForInappropriateAuthenticationMethod(action)
                        .dittoHeaders(headers)
                        .build());
        Set<SubjectId> subjects = subjects(action, claims, headers);
        Label label = entry.orElse(ANY);
        PolicyActionCommand<?> command = action.equals(ActivateTokenIntegration.NAME)
                ? ActivateTokenIntegration.of(
                        id, label, subjects, SubjectExpiry.newInstance(claims.end()), announcement(body), headers)
                : DeactivateTokenIntegration.of(id, label, subjects, headers);
        return entry.isPresent() ? command : TopLevelPolicyActionCommand.of(command, List.of());
    }

    private static SubjectAnnouncement announcement(String body) {
        return body.isBlank()
                ? null
                : JsonObject.of(body)
                        .getValue(Subject.JsonFields.ANNOUNCEMENT)
                        .map(SubjectAnnouncement::fromJson)
                        .orElse(null);
    }

    private Set<SubjectId> subjects(String action, Token claims, DittoHeaders headers) {
        try {
            return PlaceholderFactory.newExpressionResolver(
                            PlaceholderFactory.newPlaceholderResolver(
                                    PlaceholderFactory.newHeadersPlaceholder(), headers),
                            PlaceholderFactory.newPlaceholderResolver(new Claims(), claims))
                    .resolvePartiallyAsPipelineElement(template, Set.of(Claims.PREFIX))
                    .toStream()
                    .map(SubjectId::newInstance)
                    .collect(Collectors.toSet());
        } catch (UnresolvedPlaceholderException unresolved) {
            throw PolicyActionFailedException.newBuilder()
                    .action(action)
                    .status(HttpStatus.BAD_REQUEST)
                    .description("Mandatory placeholders could not be resolved, in detail: " + unresolved.getMessage())
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /** {@code jwt:} and the path of a claim. */
    private static final class Claims implements Placeholder<Token> {

        static final String PREFIX = "jwt";

        @Override
        public String getPrefix() {
            return PREFIX;
        }

        @Override
        public List<String> getSupportedNames() {
            return List.of();
        }

        @Override
        public boolean supports(String name) {
            return true;
        }

        @Override
        public List<String> resolveValues(Token token, String name) {
            return token.values(name);
        }
    }
}
