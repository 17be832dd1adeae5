// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import org.eclipse.ditto.policies.model.PolicyEntry;

/**
 * An entry that counts for a policy, with where it comes from.
 *
 * @param policyId the policy that has it
 * @param imported whether that is another one
 */
public record SourcedEntry(String policyId, boolean imported, PolicyEntry entry) {}
