// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.ditto.policies.model.EffectedPermissions;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.SubjectId;

/** Whether somebody stays who may change a policy. */
public final class Owners {

    private static final ResourceKey WHOLE = ResourceKey.newInstance("policy", "/");
    private static final String WRITE = "WRITE";

    /** What a policy lacks that has none. */
    public static final String MISSING =
            "It must contain at least one permanent Subject with permission(s) <[\"WRITE\"]> on resource <policy:/>!";

    private Owners() {}

    /** Whether a policy has a subject without an end who may write all of it, or imports others who might. */
    public static boolean has(Policy policy) {
        if (!policy.getPolicyImports().isEmpty()) {
            return true;
        }
        Set<SubjectId> owners = new HashSet<>();
        Set<SubjectId> revoked = new HashSet<>();
        for (PolicyEntry entry : policy) {
            if (concerns(entry, EffectedPermissions::getGrantedPermissions)) {
                entry.getSubjects().stream()
                        .filter(subject -> subject.getExpiry().isEmpty())
                        .forEach(subject -> owners.add(subject.getId()));
            }
            if (concerns(entry, EffectedPermissions::getRevokedPermissions)) {
                entry.getSubjects().forEach(subject -> revoked.add(subject.getId()));
            }
        }
        owners.removeAll(revoked);
        return !owners.isEmpty();
    }

    private static boolean concerns(PolicyEntry entry, Function<EffectedPermissions, Permissions> effect) {
        return entry.getResources()
                .getResource(WHOLE)
                .map(resource -> effect.apply(resource.getEffectedPermissions()))
                .filter(permissions -> permissions.contains(WRITE))
                .isPresent();
    }
}
