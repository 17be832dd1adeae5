// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borough.twin.engine.policy.GivenSubjects;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.SubjectType;
import org.eclipse.ditto.policies.model.signals.commands.actions.ActivateTokenIntegration;
import org.eclipse.ditto.policies.model.signals.commands.actions.ActivateTokenIntegrationResponse;
import org.eclipse.ditto.policies.model.signals.commands.actions.DeactivateTokenIntegration;
import org.eclipse.ditto.policies.model.signals.commands.actions.DeactivateTokenIntegrationResponse;
import org.eclipse.ditto.policies.model.signals.commands.actions.PolicyActionCommand;
import org.eclipse.ditto.policies.model.signals.commands.actions.TopLevelPolicyActionCommand;
import org.eclipse.ditto.policies.model.signals.commands.actions.TopLevelPolicyActionCommandResponse;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyCommandToActionsExceptionRegistry;
import org.eclipse.ditto.policies.model.signals.events.PolicyEvent;

/** Lets the bearer of a token put a subject of the token's into entries that let him, and take it out again. */
final class PolicyActions {

    private static final String EXECUTE = "EXECUTE";
    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*policy-entry:label\\s*}}");

    private final GivenSubjects given;
    private final Clock clock;

    PolicyActions(GivenSubjects given, Clock clock) {
        this.given = given;
        this.clock = clock;
    }

    /** What a command makes of a policy; refuses it where no entry lets the caller. */
    PolicyEvent<?> event(PolicyActionCommand<?> command, Policy policy, Grants grants, PolicyEvents events) {
        AuthorizationContext who = events.headers().getAuthorizationContext();
        PolicyActionCommand<?> deed =
                command instanceof TopLevelPolicyActionCommand top ? top.getPolicyActionCommand() : command;
        List<PolicyEntry> entries = policy.getEntriesSet().stream()
                .filter(entry -> concerns(command, entry))
                .filter(entry -> deed.isApplicable(entry, who))
                .toList();
        requirePermission(command, policy, grants, who);
        List<PolicyEntry> permitted = entries.stream()
                .filter(entry -> mayExecute(command, entry.getLabel(), grants, who))
                .toList();
        if (permitted.isEmpty()) {
            throw command.getNotApplicableException(events.headers());
        }
        return deed instanceof ActivateTokenIntegration activate
                ? activated(activate, permitted, events)
                : deactivated(deed, permitted, events);
    }

    CommandResponse<?> response(PolicyActionCommand<?> command, DittoHeaders headers) {
        PolicyId id = command.getEntityId();
        if (command instanceof ActivateTokenIntegration activate) {
            return ActivateTokenIntegrationResponse.of(id, activate.getLabel(), activate.getSubjectIds(), headers);
        }
        if (command instanceof DeactivateTokenIntegration deactivate) {
            return DeactivateTokenIntegrationResponse.of(id, deactivate.getLabel(), headers);
        }
        return TopLevelPolicyActionCommandResponse.of(id, headers);
    }

    private static boolean concerns(PolicyActionCommand<?> command, PolicyEntry entry) {
        return command instanceof TopLevelPolicyActionCommand
                || entry.getLabel().equals(labelOf(command));
    }

    private static Label labelOf(PolicyActionCommand<?> command) {
        return command instanceof ActivateTokenIntegration activate
                ? activate.getLabel()
                : ((DeactivateTokenIntegration) command).getLabel();
    }

    private static void requirePermission(
            PolicyActionCommand<?> command, Policy policy, Grants grants, AuthorizationContext who) {
        boolean permitted = command instanceof TopLevelPolicyActionCommand
                ? policy.getLabels().stream().anyMatch(label -> mayExecute(command, label, grants, who))
                : mayExecute(command, labelOf(command), grants, who);
        if (!permitted) {
            throw PolicyCommandToActionsExceptionRegistry.getInstance().exceptionFrom(command);
        }
    }

    private static boolean mayExecute(
            PolicyActionCommand<?> command, Label label, Grants grants, AuthorizationContext who) {
        JsonPointer path = command instanceof TopLevelPolicyActionCommand
                ? JsonPointer.of("entries").addLeaf(JsonKey.of(label)).append(command.getResourcePath())
                : command.getResourcePath();
        return grants.all("policy", path, who, EXECUTE);
    }

    private PolicyEvent<?> activated(ActivateTokenIntegration command, List<PolicyEntry> entries, PolicyEvents events) {
        SubjectType type = PoliciesModelFactory.newSubjectType(
                "added via action <%s> at <%s>".formatted(ActivateTokenIntegration.NAME, clock.instant()));
        Map<Label, Collection<Subject>> added = new LinkedHashMap<>();
        for (PolicyEntry entry : entries) {
            added.put(
                    entry.getLabel(),
                    subjects(command, entry.getLabel()).stream()
                            .map(id -> subject(id, type, command, events.headers()))
                            .toList());
        }
        return events.activated(added, entries.get(0));
    }

    private Subject subject(SubjectId id, SubjectType type, ActivateTokenIntegration command, DittoHeaders headers) {
        Subject bare = Subject.newInstance(
                id,
                type,
                command.getSubjectExpiry(),
                command.getSubjectAnnouncement().orElse(null));
        return given.checked(given.times().rounded(bare), headers);
    }

    private static PolicyEvent<?> deactivated(
            PolicyActionCommand<?> command, List<PolicyEntry> entries, PolicyEvents events) {
        Map<Label, Collection<SubjectId>> removed = new LinkedHashMap<>();
        for (PolicyEntry entry : entries) {
            removed.put(entry.getLabel(), subjects(command, entry.getLabel()));
        }
        return events.withoutSubjects(removed);
    }

    private static List<SubjectId> subjects(PolicyActionCommand<?> command, Label label) {
        Set<SubjectId> ids = command.getSubjectIds();
        return ids.stream()
                .map(id -> LABEL.matcher(id).replaceAll(Matcher.quoteReplacement(label.toString())))
                .map(SubjectId::newInstance)
                .toList();
    }
}
