// SPDX-License-Identifier: EPL-2.0
/**
 * What the rules of all city services have in common: they stand in a thing, are proposed, dry-run over the recorded past,
 * adopted, numbered and rolled back. Embedded in the services.
 */
package org.borough.rulebook;
