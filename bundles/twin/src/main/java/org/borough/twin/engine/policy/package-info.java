// SPDX-License-Identifier: EPL-2.0
/** The rules of policies that need nothing but the policy: the times of its subjects, its owners, its decisions. */
package org.borough.twin.engine.policy;
