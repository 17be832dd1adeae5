// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyCommandToModifyExceptionRegistry;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourceNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourcesNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectsNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;

/** Ditto's refusals for policies. */
final class PolicyFaults {

    private PolicyFaults() {}

    /** The policy does not allow a command. */
    static DittoRuntimeException forbidden(PolicyCommand<?> command) {
        // Ditto's registries know no deletion of an import, and take a query for resources for another one.
        if (command instanceof DeletePolicyImport delete) {
            return PolicyImportNotModifiableException.newBuilder(delete.getEntityId(), delete.getImportedPolicyId())
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
        return command instanceof PolicyModifyCommand<?>
                ? PolicyCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command)
                : missing(command.getEntityId(), PolicyPath.of(command.getResourcePath()), command.getDittoHeaders());
    }

    /** The policy does not allow to change an entry, an import or all imports. */
    static DittoRuntimeException forbidden(PolicyId id, PolicyPath path, DittoHeaders headers) {
        DittoRuntimeExceptionBuilder<?> fault =
                switch (path.part()) {
                    case ENTRY -> PolicyEntryNotModifiableException.newBuilder(id, path.label());
                    case IMPORT -> PolicyImportNotModifiableException.newBuilder(id, PolicyId.of(path.key()));
                    default -> PolicyImportsNotModifiableException.newBuilder(id);
                };
        return fault.dittoHeaders(headers).build();
    }

    /** What a command is about is not there. */
    static DittoRuntimeException missing(PolicyId id, PolicyPath path, DittoHeaders headers) {
        return builder(id, path).dittoHeaders(headers).build();
    }

    private static DittoRuntimeExceptionBuilder<?> builder(PolicyId id, PolicyPath path) {
        String label = path.label();
        return switch (path.part()) {
            case POLICY, ENTRIES, OTHER -> PolicyNotAccessibleException.newBuilder(id);
            case ENTRY -> PolicyEntryNotAccessibleException.newBuilder(id, label);
            case SUBJECTS -> SubjectsNotAccessibleException.newBuilder(id, label);
            case SUBJECT -> SubjectNotAccessibleException.newBuilder(id, label, path.key());
            case RESOURCES -> ResourcesNotAccessibleException.newBuilder(id, label);
            case RESOURCE -> ResourceNotAccessibleException.newBuilder(id, label, path.key());
            case IMPORTS -> PolicyImportsNotAccessibleException.newBuilder(id);
            case IMPORT -> PolicyImportNotAccessibleException.newBuilder(id, path.key());
        };
    }
}
