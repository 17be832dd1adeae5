// SPDX-License-Identifier: EPL-2.0
/** What is on disk of the events of things and policies, handed to clients as fast as they ask for it. */
package org.borough.ditto.streams;
