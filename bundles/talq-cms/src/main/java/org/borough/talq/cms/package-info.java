// SPDX-License-Identifier: EPL-2.0
/** Borough as the central management system of gateways that speak TALQ. */
package org.borough.talq.cms;
