// SPDX-License-Identifier: EPL-2.0
/** Districts that learn one forecast together; none of them shows what its contributors measured. */
package org.borough.traffic.federated;
