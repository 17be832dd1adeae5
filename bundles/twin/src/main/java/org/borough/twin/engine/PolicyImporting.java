// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.PolicyImportsValidator;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsTooLargeException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;

/** Who may import which policies. */
final class PolicyImporting {

    private static final int MAX_IMPORTS = 10;
    private static final JsonPointer IMPORTS = JsonPointer.of("imports");
    private static final String HELP = "Check if the ID of the imported Policy was correct and you have sufficient"
            + " permissions on all imported policy entries.";

    private final Entities entities;
    private final Access access;

    PolicyImporting(Entities entities, Access access) {
        this.entities = entities;
        this.access = access;
    }

    /** Refuses a policy body with imports of itself, too many, or of entries that the caller may not read. */
    void check(PolicyId importing, JsonObject body, DittoHeaders headers) {
        importsOf(body).ifPresent(imports -> checkAll(importing, imports, headers));
    }

    /** Refuses one import among those that are there. */
    void check(PolicyId importing, JsonObject before, PolicyImport added, DittoHeaders headers) {
        JsonObject others = importsOf(before).orElseGet(JsonObject::empty);
        boolean known = others.contains(JsonFactory.newPointer(
                JsonFactory.newKey(added.getImportedPolicyId().toString())));
        requireRoom(importing, others.getSize() + (known ? 0 : 1), headers);
        PolicyImportsValidator.validatePolicyImport(importing, added);
        requireReadable(added, headers);
    }

    private void checkAll(PolicyId importing, JsonObject imports, DittoHeaders headers) {
        requireRoom(importing, imports.getSize(), headers);
        PolicyImportsValidator.validatePolicyImports(importing, PoliciesModelFactory.newPolicyImports(imports))
                .forEach(one -> requireReadable(one, headers));
    }

    private static Optional<JsonObject> importsOf(JsonObject body) {
        return body.getValue(IMPORTS)
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject);
    }

    private static void requireRoom(PolicyId importing, int imports, DittoHeaders headers) {
        if (imports > MAX_IMPORTS) {
            throw PolicyImportsTooLargeException.newBuilder(importing)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private void requireReadable(PolicyImport wanted, DittoHeaders headers) {
        PolicyId id = wanted.getImportedPolicyId();
        State state = entities.livePolicy(id.toString()).orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                .dittoHeaders(headers)
                .build());
        Grants grants = access.of(id.toString(), state);
        boolean readable = labels(id, state, wanted).stream()
                .allMatch(label -> grants.all(
                        "policy",
                        JsonPointer.of("entries").append(JsonPointer.of(label)),
                        headers.getAuthorizationContext(),
                        Grants.READ));
        if (!readable) {
            throw PolicyNotAccessibleException.newBuilder(id)
                    .description(HELP)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private static Set<Label> labels(PolicyId id, State state, PolicyImport wanted) {
        Stream<Label> implicit = PolicyValues.policy(Access.withId(id.toString(), state.json())).stream()
                .filter(entry -> entry.getImportableType() == ImportableType.IMPLICIT)
                .map(PolicyEntry::getLabel);
        Stream<Label> explicit =
                wanted.getEffectedImports().stream().flatMap(effected -> effected.getImportedLabels().stream());
        return Stream.concat(implicit, explicit).collect(Collectors.toSet());
    }
}
