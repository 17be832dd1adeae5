// SPDX-License-Identifier: EPL-2.0
/** What the doors know of policies besides their commands: token subjects, checks of permissions, explanations. */
package org.borough.ditto.policies;
