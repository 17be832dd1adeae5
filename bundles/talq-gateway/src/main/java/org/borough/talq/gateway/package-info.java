// SPDX-License-Identifier: EPL-2.0
/** Borough as a gateway towards a central management system that speaks TALQ. */
package org.borough.talq.gateway;
